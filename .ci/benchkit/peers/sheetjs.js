// Reads a workbook (.xlsx, .xls) by SheetJS: sheetjs.js FILE
const xlsx = require("xlsx");
const sheet = Object.values(xlsx.readFile(process.argv[2], { dense: true }).Sheets)[0];
console.log(xlsx.utils.sheet_to_json(sheet, { header: 1 }).length);
