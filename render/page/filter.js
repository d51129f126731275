(function () {
  'use strict';
  var bar = document.getElementById('filters');
  if (!bar) return;
  var rows = Array.prototype.slice.call(document.querySelectorAll('tr[data-rule]'));
  var left = document.getElementById('left');
  // A row has one file and one unit, and the rules of its finding and of what follows from it.
  function values(r, key) {
    var v = [r.getAttribute(key)];
    return key === 'data-rule' ? v.concat(r.getAttribute('data-also').split(' ')) : v;
  }
  function choices(id, key) {
    var box = document.getElementById(id), seen = {};
    rows.forEach(function (r) {
      values(r, key).forEach(function (v) {
        if (!v || seen['$' + v]) return;
        seen['$' + v] = true;
        var o = document.createElement('option');
        o.value = v;
        o.textContent = v;
        box.appendChild(o);
      });
    });
    return box;
  }
  var boxes = [['rule', 'data-rule'], ['file', 'data-file'], ['unit', 'data-unit']].map(function (b) {
    return { box: choices(b[0], b[1]), key: b[1] };
  });
  var words = document.getElementById('words');
  var switches = Array.prototype.slice.call(document.querySelectorAll('.switch'));
  function apply() {
    var w = words.value.trim().toLowerCase(), n = 0;
    rows.forEach(function (r) {
      var ok = boxes.every(function (b) { return !b.box.value || values(r, b.key).indexOf(b.box.value) >= 0; }) &&
        (!w || r.textContent.toLowerCase().indexOf(w) >= 0);
      r.classList.toggle('out', !ok);
      if (ok && switches.every(function (s) { return s.checked || !r.classList.contains(s.id.slice(5)); })) n++;
    });
    left.textContent = '显示 ' + n + ' 处，共 ' + rows.length + ' 处';
  }
  bar.hidden = false;
  bar.addEventListener('input', apply);
  bar.addEventListener('change', apply);
  switches.forEach(function (s) { s.addEventListener('change', apply); });
  apply();
})();
