"""Reports of places that do not exist, at any scale, and what is measured on them. How to run each measure is in README.md."""
