// Every piece of text on the page that is too faint to read, as WCAG 2.2 reckons contrast (AA).
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

  // Colours come in any notation; the canvas knows them all.
  function rgba(colour) {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  }

  function over(above, below) {
    const mixed = [0, 1, 2].map((at) => above[at] * above[3] + below[at] * (1 - above[3]));
    return [...mixed, 1];
  }

  function background(element) {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const layer = rgba(getComputedStyle(at).backgroundColor);
      layers.push(layer);
      if (layer[3] === 1) break;
    }
    return layers.reduceRight((below, above) => over(above, below), [255, 255, 255, 1]);
  }

  function luminance(colour) {
    const [red, green, blue] = colour.slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function contrast(one, other) {
    const [high, low] = [luminance(one), luminance(other)].sort((left, right) => right - left);
    return (high + 0.05) / (low + 0.05);
  }

  function enough(style) {
    const pixels = parseFloat(style.fontSize);
    const isLarge = pixels >= 24 || (pixels >= 18.66 && Number(style.fontWeight) >= 700);
    return isLarge ? 3 : 4.5;
  }

  function isSeen(element) {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  }

  const faint = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    const words = texts.currentNode.data.trim();
    if (!words || !isSeen(element) || element.closest(":disabled, svg, script, style, template")) continue;
    const style = getComputedStyle(element);
    const below = background(element);
    const seen = contrast(over(rgba(style.color), below), below);
    if (seen < enough(style)) {
      faint.add(`${seen.toFixed(1)}: <${element.localName} class="${element.className}"> ${words.slice(0, 40)}`);
    }
  }
  return [...faint];
}
