// The contrast of all texts that a page shows, by the formula of WCAG 2: AA asks for 4.5, and for 3
// of large text.

/// Runs in the page; returns what is too faint, each pair of colours once.
export function contrastOf() {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const channels = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => {
    const linear = [r, g, b].map((c) => c / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (channels(colour)[3] === 255) return colour;
    }
    return getComputedStyle(document.documentElement).colorScheme.includes('dark') &&
      matchMedia('(prefers-color-scheme: dark)').matches ? 'black' : 'white';
  };
  const poor = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility() || element.closest('script')) continue;
    const style = getComputedStyle(element);
    const back = ground(element);
    const pair = `${style.color} on ${back}`;
    if (poor.has(pair)) continue;
    const [a, b] = [light(channels(style.color)), light(channels(back))].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const ratio = (a + 0.05) / (b + 0.05);
    poor.set(pair, ratio < (isLarge ? 3 : 4.5) ?
      `${pair}: ${ratio.toFixed(2)} "${node.data.trim().slice(0, 30)}"` : '');
  }
  return [...poor.values()].filter(Boolean);
}
