(function () {
  'use strict';
  var box = document.getElementById('report');
  function fail() { box.textContent = '这个浏览器画不出预览，请回到上一页下载 Word 文件。'; }
  if (!window.docx || !window.fetch) { fail(); return; }
  fetch(document.body.getAttribute('data-report'), { credentials: 'same-origin' })
    .then(function (r) { if (!r.ok) throw new Error(String(r.status)); return r.arrayBuffer(); })
    .then(function (data) { box.textContent = ''; return window.docx.renderAsync(data, box, null, { useBase64URL: true, inWrapper: true, breakPages: true, ignoreLastRenderedPageBreak: true, renderComments: false, renderChanges: false }); })
    .catch(fail);
})();
