"""Organisations by name, in the tables beside this file.

`known` and `more` are what editors wrote down. `companies`, `media`, `politics`, `bodies` and
`sport` are what copy calls many others by, past ones too, written from knowledge, country by
country and trade by trade; their rows are as in `more`. `bake_names.py` bakes `indices`.
"""
