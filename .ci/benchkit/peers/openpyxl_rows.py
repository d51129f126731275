"""Reads every value of a workbook's first sheet by openpyxl, read-only: openpyxl_rows.py FILE"""
import sys
from openpyxl import load_workbook

print(sum(len(row) for row in load_workbook(sys.argv[1], read_only=True, data_only=True).worksheets[0].iter_rows(values_only=True)))
