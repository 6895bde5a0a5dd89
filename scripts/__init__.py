"""Programs for those who build Eiland; not part of the installed package."""
