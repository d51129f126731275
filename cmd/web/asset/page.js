// The page works without this; with it files and folders can be dropped, and progress is told. No syntax after ES2017.
(function () {
  'use strict';
  var form = document.getElementById('upload');
  var drop = document.getElementById('drop');
  var status = document.getElementById('status');
  if (!form || !window.FormData || !window.XMLHttpRequest) return;
  var folder = document.getElementById('folder');
  if (folder && 'webkitdirectory' in folder) folder.parentNode.hidden = false;

  function say(text) { status.textContent = text; }

  function send(files) {
    if (!files.length) { say('还没有选文件。'); return; }
    var data = new FormData();
    files.forEach(function (f) {
      data.append('path', f.path || '');
      data.append('file', f.file, f.file.name);
    });
    var x = new XMLHttpRequest();
    x.open('POST', form.action);
    x.setRequestHeader('X-Ziping-Script', '1');
    x.upload.onprogress = function (e) {
      if (e.lengthComputable) say('正在读入文件……' + Math.round(e.loaded * 100 / e.total) + '%');
    };
    x.upload.onload = function () { say('正在核对，请稍候……'); };
    x.onload = function () {
      if (x.status >= 400) { say(x.responseText || '没有收到文件，请再试一次。'); return; }
      window.location.replace('/');
    };
    x.onerror = function () { say('没有传到：程序可能已经停止，请再双击程序图标；文件太大的，拖到程序图标上。'); };
    x.send(data);
    say('正在读入文件……');
  }

  function list(input) {
    return Array.prototype.map.call(input.files, function (f) { return { file: f, path: f.webkitRelativePath || '' }; });
  }

  form.addEventListener('submit', function (e) {
    e.preventDefault();
    send(list(document.getElementById('files')).concat(folder ? list(folder) : []));
  });

  // A dropped folder is walked through; its entries must be taken before the event ends.
  function walk(entry, at, out) {
    return new Promise(function (done) {
      if (entry.isFile) {
        entry.file(function (f) { out.push({ file: f, path: at + f.name }); done(); }, function () { done(); });
        return;
      }
      var reader = entry.createReader();
      var all = [];
      (function more() {
        reader.readEntries(function (some) {
          if (!some.length) {
            Promise.all(all.map(function (e) { return walk(e, at + entry.name + '/', out); })).then(done);
            return;
          }
          all = all.concat(Array.prototype.slice.call(some));
          more();
        }, function () { done(); });
      })();
    });
  }

  ['dragenter', 'dragover'].forEach(function (name) {
    document.addEventListener(name, function (e) { e.preventDefault(); drop.classList.add('over'); });
  });
  document.addEventListener('dragleave', function (e) { if (!e.relatedTarget) drop.classList.remove('over'); });
  document.addEventListener('drop', function (e) {
    e.preventDefault();
    drop.classList.remove('over');
    var items = Array.prototype.slice.call(e.dataTransfer.items || []);
    var entries = items.map(function (i) { return i.webkitGetAsEntry && i.webkitGetAsEntry(); }).filter(Boolean);
    if (!entries.length) {
      send(Array.prototype.map.call(e.dataTransfer.files, function (f) { return { file: f, path: '' }; }));
      return;
    }
    var out = [];
    Promise.all(entries.map(function (x) { return walk(x, '', out); })).then(function () {
      out.sort(function (a, b) { return a.path < b.path ? -1 : 1; });
      send(out);
    });
  });

  Array.prototype.forEach.call(document.querySelectorAll('form[action="/answers"], form[action="/again"], form[action="/choose"], form[action="/password"]'), function (f) {
    f.addEventListener('submit', function () { say('正在核对，请稍候……'); });
  });
})();
