"""How many pictures a second the pose lab shows while a slider moves, in JupyterLab.

Run it with `python -m pytest -s benchmarks/poselab_rate.py`; it starts a JupyterLab of its own.
A slider is moved at every frame of the screen for five seconds. Counted are the pictures painted
and the answers of the kernel: slider, message, body, muscles, scene, bytes, canvas. Between two
answers the page bends one picture into the next.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Lab, browser, lab

__all__ = ["browser", "lab"]

_SECONDS = 5
_CELL = """import stretchkit as sk
pose_lab, answered = sk.PoseLab(), []
pose_lab.on_msg(lambda *_: answered.append(1))
pose_lab"""
_MOVE = """async ([key, seconds]) => {
  const input = document.querySelector(`.sk-poselab [data-key=${key}]`);
  const fill = CanvasRenderingContext2D.prototype.fillRect;
  const painted = [];
  CanvasRenderingContext2D.prototype.fillRect = function (...box) {
    painted.push(performance.now());
    return fill.apply(this, box);
  };
  const start = performance.now();
  const [low, high] = [Number(input.min), Number(input.max)];
  await new Promise(done => {
    const move = now => {
      if (now - start > seconds * 1000) return done();
      const turn = (now - start) / 1500;
      input.value = low + (high - low) * Math.abs((turn % 2) - 1);
      input.dispatchEvent(new Event('input'));
      requestAnimationFrame(move);
    };
    requestAnimationFrame(move);
  });
  CanvasRenderingContext2D.prototype.fillRect = fill;
  const gaps = painted.slice(1).map((at, index) => at - painted[index]).sort((a, b) => a - b);
  return [painted.length / seconds, gaps[Math.floor(gaps.length * 0.95)]];
}"""


@pytest.mark.parametrize("layer", ["Outer", "Middle", "Deep"])
def test_pictures_a_second(lab: Lab, layer: str) -> None:
    page = lab.open(lab.write("rate.ipynb", _CELL))
    assert lab.run_all(page) == []
    expect(page.locator(".sk-poselab [data-part=most]")).to_contain_text(
        "No muscle", timeout=30_000
    )
    page.get_by_role("button", name=layer, exact=True).click()
    page.wait_for_timeout(1000)
    rates = []
    print(f"\n{layer} muscles, seen from behind:")
    for key in ("neck_tilt_left", "neck_flexion", "shoulder_protraction_right"):
        lab.python(page, "answered.clear()")
        rate, slow = page.evaluate(_MOVE, [key, _SECONDS])
        answers = lab.value(page, "len(answered)") / _SECONDS
        rates.append(rate)
        print(
            f"  {key:28} {rate:5.1f} pictures and {answers:4.1f} answers a second, "
            f"95 % of gaps under {slow:.0f} ms"
        )
    page.close()
    assert min(rates) >= 20
