// Fills the benchmark template n times with docxtemplater: docxtemplater_fill.js template.docx data.json n out.docx
const fs = require("fs"), PizZip = require("pizzip"), Docxtemplater = require("docxtemplater");
const [template, data, n, out] = process.argv.slice(2);
const bytes = fs.readFileSync(template), values = JSON.parse(fs.readFileSync(data, "utf8"));
let result;
for (let i = 0; i < Number(n); i++) {
  const doc = new Docxtemplater(new PizZip(bytes), { delimiters: { start: "{{", end: "}}" }, linebreaks: true, paragraphLoop: true });
  doc.render(values);
  result = doc.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
}
if (result) fs.writeFileSync(out, result);
