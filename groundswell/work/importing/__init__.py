"""Bring another community here: read its files row by row, place them set by set, account for every row."""
