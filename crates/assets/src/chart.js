// Months of a year as lines: <figure data-chart='{…}'>. Loaded only where such a figure stands.
import { LineChart } from "echarts/charts";
import { GridComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([LineChart, GridComponent, SVGRenderer]);

const drawn = new Map();
const redraw = () => drawn.forEach((chart, plot) => (plot.isConnected ? paint(chart, plot) : forget(plot)));
const resizes = new ResizeObserver((seen) => seen.forEach(({ target }) => drawn.get(target)?.resize()));

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
document.addEventListener("nennep:theme", redraw);
// On paper the colours are those of paper, whatever the screen shows.
matchMedia("print").addEventListener("change", redraw);
document.fonts?.ready.then(redraw);

export function draw(root) {
  for (const figure of root.querySelectorAll("[data-chart]:not([data-drawn])")) {
    figure.dataset.drawn = "";
    const plot = document.createElement("div");
    plot.className = "plot";
    plot.setAttribute("role", "img");
    figure.prepend(plot);
    const asked = asking(plot);
    plot.setAttribute("aria-label", sentence(asked));
    const chart = init(plot, null, { renderer: "svg" });
    drawn.set(plot, chart);
    paint(chart, plot);
    resizes.observe(plot);
  }
}

function paint(chart, plot) {
  chart.resize();
  chart.setOption(options(plot), true);
  chart.getZr().flush();
}

function forget(plot) {
  drawn.get(plot).dispose();
  drawn.delete(plot);
}

function asking(plot) {
  return JSON.parse(plot.parentElement.dataset.chart);
}

// What a reader who does not see the picture is told; the table of values is linked beside it.
function sentence({ title, unit, series, target }) {
  const parts = series.filter(({ kind }) => kind !== "pace").map(({ name, values }) => {
    const known = values.filter((value) => value !== null);
    return `${name}: ${known.map(shown).join(", ")} ${unit ?? ""}`.trim();
  });
  if (target) parts.push(target.label);
  return `${title}. ${parts.join(". ")}.`;
}

function options(plot) {
  const { months, series, target, max } = asking(plot);
  const style = getComputedStyle(plot);
  const color = (name) => style.getPropertyValue(`--${name}`).trim();
  // A ground around the letters keeps them apart from the lines they stand on.
  const letters = { fontFamily: style.fontFamily, fontSize: 12, textBorderColor: color("surface"), textBorderWidth: 3 };
  const lines = series.map((line) => drawnLine(line, color, letters, months.length));
  if (target) lines.push(targetLine(target, color, letters, months.length));
  const top = max ?? undefined;
  return {
    animation: false,
    textStyle: letters,
    grid: { left: 4, right: 46, top: 14, bottom: 4, containLabel: true },
    xAxis: {
      type: "value",
      min: 0,
      max: months.length,
      interval: 1,
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: { ...letters, color: color("ink-3"), formatter: (at) => marked(at, months) },
    },
    yAxis: {
      type: "value",
      min: 0,
      max: top,
      splitNumber: 4,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...letters, color: color("ink-3"), formatter: shown },
      splitLine: { lineStyle: { color: color("line") } },
    },
    series: lines,
  };
}

// The axis names the first month, the ends of quarters and the last.
function marked(at, months) {
  const last = months.length;
  if (last <= 6) return at > 0 ? months[at - 1] : "";
  return at === 1 || (at > 0 && at % 3 === 0) || at === last ? months[at - 1] : "";
}

// Values stand at the ends of months and begin at nought.
function points(values) {
  return [[0, 0], ...values.map((value, at) => [at + 1, value])].filter(([, value]) => value !== null && value !== undefined);
}

function drawnLine({ name, values, kind }, color, letters, count) {
  const data = points(values).map((value) => ({ value }));
  const last = data[data.length - 1];
  if (kind === "pace") {
    const middle = data[Math.floor(data.length * 0.62)];
    if (middle) middle.label = { ...letters, show: true, position: "left", distance: 10, formatter: name, color: color("ink-3") };
    return line(data, { type: [1.5, 3], width: 1.3, color: color("ink-3") });
  }
  if (kind === "last") {
    const at = last.value[0] === count ? "right" : "top";
    last.label = { ...letters, show: true, position: at, formatter: `${name}: ${shown(last.value[1])}`, color: color("ink-3") };
    return line(data, { width: 1.3, color: color("last") });
  }
  last.label = {
    ...letters, show: true, position: last.value[0] === count ? "right" : "bottom", align: "left", offset: [8, 6],
    fontWeight: 600, formatter: `${name}: ${counted(last.value[1])}`, color: color("ink"),
  };
  data[0].symbolSize = 0;
  return {
    ...line(data, { width: 2.2, color: color("ink") }),
    symbol: "circle",
    showSymbol: true,
    symbolSize: 6,
    itemStyle: { color: color("ink"), borderColor: color("surface"), borderWidth: 1 },
    z: 5,
  };
}

function targetLine({ value, label }, color, letters, count) {
  const data = [
    { value: [0, value], label: { ...letters, show: true, position: "top", align: "left", offset: [0, 1], fontWeight: 600, formatter: label, color: color("accent-text") } },
    { value: [count, value] },
  ];
  return line(data, { type: [7, 4], width: 1.5, color: color("accent-text") });
}

function line(data, lineStyle) {
  return { type: "line", data, lineStyle, symbol: "circle", symbolSize: 0.01, showSymbol: true, silent: true, clip: false, itemStyle: { color: "transparent", borderWidth: 0 } };
}

// "." for thousands, "," for decimals.
function shown(value) {
  return new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 }).format(value);
}

// Counts below ten take two digits.
function counted(value) {
  return Number.isInteger(value) && value < 10 ? `0${value}` : shown(value);
}
