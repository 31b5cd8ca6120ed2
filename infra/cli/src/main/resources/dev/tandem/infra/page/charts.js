/* Draws the charts of a page from the options beside them, in the colours of the page's style. */
(function () {
  'use strict';
  var root = document.documentElement;
  var dark = window.matchMedia('(prefers-color-scheme: dark)');
  var figures = Array.prototype.slice.call(document.querySelectorAll('figure.chart'));
  var drawn = [];

  function colour(name) {
    return getComputedStyle(root).getPropertyValue(name).trim();
  }

  /* Options with each colour of the style in place of its name. */
  function resolved(value) {
    if (Array.isArray(value)) {
      return value.map(resolved);
    }
    if (value !== null && typeof value === 'object') {
      var copy = {};
      Object.keys(value).forEach(function (key) { copy[key] = resolved(value[key]); });
      return copy;
    }
    var found = typeof value === 'string' && /^var\((--[a-z0-9-]+)\)$/.exec(value);
    return found ? colour(found[1]) : value;
  }

  function axis() {
    return {
      axisLine: { lineStyle: { color: colour('--muted') } },
      axisTick: { lineStyle: { color: colour('--muted') } },
      axisLabel: { color: colour('--muted') },
      nameTextStyle: { color: colour('--muted') },
      splitLine: { lineStyle: { color: colour('--line') } }
    };
  }

  function theme() {
    return {
      color: [0, 1, 2, 3, 4, 5, 6, 7].map(function (i) { return colour('--c' + i); }),
      textStyle: { fontFamily: 'system-ui, sans-serif' },
      legend: { textStyle: { color: colour('--ink') } },
      tooltip: {
        backgroundColor: colour('--panel'),
        borderColor: colour('--line'),
        textStyle: { color: colour('--ink') }
      },
      valueAxis: axis(),
      categoryAxis: axis(),
      logAxis: axis()
    };
  }

  function draw() {
    drawn.forEach(function (chart) { chart.dispose(); });
    drawn = figures.map(function (figure) {
      var chart = echarts.init(figure.querySelector('.plot'), theme(), { renderer: 'svg' });
      var options = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
      chart.setOption(resolved(options));
      return chart;
    });
  }

  window.addEventListener('resize', function () {
    drawn.forEach(function (chart) { chart.resize(); });
  });
  window.addEventListener('beforeprint', function () {
    root.setAttribute('data-paper', '');
    draw();
  });
  window.addEventListener('afterprint', function () {
    root.removeAttribute('data-paper');
    draw();
  });
  dark.addEventListener('change', draw);
  draw();
})();
