"""Tests of the slot SFU."""
