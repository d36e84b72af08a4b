"""Figures of the whole product: `make bench` prints them as a table and keeps them as JSON in bench/results."""
