"""Reads every value of the first sheet of an .xls by xlrd: xlrd_rows.py FILE"""
import sys, xlrd

sheet = xlrd.open_workbook(sys.argv[1]).sheet_by_index(0)
print(sum(len(sheet.row_values(r)) for r in range(sheet.nrows)))
