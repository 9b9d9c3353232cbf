"""Packed weights come back as the whole numbers that their parts stand for."""

from pathlib import Path

import numpy as np

from slm.packed import BLOCK, pack, read_weights

OUTPUTS_N, BLOCKS_N = 5, 4


def test_packed_weights_are_read_as_they_were_meant(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    codes = rng.integers(0, 16, (OUTPUTS_N, BLOCKS_N, BLOCK)).astype(np.uint8)
    zeros = rng.integers(0, 16, (OUTPUTS_N, BLOCKS_N)).astype(np.uint8)
    scales = rng.uniform(1, 4, (OUTPUTS_N, BLOCKS_N)).astype(np.float16).astype(np.float32)
    inputs = rng.uniform(0.5, 2, BLOCKS_N * BLOCK).astype(np.float32)
    other = pack("other", codes[:2], zeros[:2], scales[:2], inputs)
    np.savez(tmp_path / "weights.npz", **pack("one", codes, zeros, scales, inputs), **other)

    weights = {
        name: value.numpy() for name, value in read_weights(tmp_path / "weights.npz").items()
    }

    meant = (codes.astype(float) - zeros[..., None]) * scales[..., None]
    meant = np.rint(meant.reshape(OUTPUTS_N, -1).astype(np.float32) * inputs)
    np.testing.assert_array_equal(weights["one"], meant.T)
    np.testing.assert_array_equal(weights["other"], meant[:2].T)
    assert weights["one"].dtype == np.int8


def test_two_weights_share_a_byte() -> None:
    codes, zeros = np.zeros((1, 2, BLOCK), np.uint8), np.zeros((1, 2), np.uint8)
    packed = pack("one", codes, zeros, np.ones((1, 2), np.float32), np.ones(32, np.float32))
    assert packed["one.codes"].nbytes == BLOCK
    assert packed["one.zeros"].nbytes == 1


def test_what_is_added_counts_before_the_weights_are_rounded(tmp_path: Path) -> None:
    codes = np.full((2, 2, BLOCK), 3, np.uint8)
    zeros, scales = np.zeros((2, 2), np.uint8), np.full((2, 2), 0.75, np.float32)
    inputs = np.ones(2 * BLOCK, np.float32)
    layers = {f"layers.{layer}.up": pack(f"layers.{layer}.up", codes, zeros, scales, inputs)
              for layer in (1, 2)}  # fmt: skip
    np.savez(tmp_path / "weights.npz", **layers["layers.1.up"], **layers["layers.2.up"])
    change = np.array([[0.3], [200.0]], np.float32) * np.ones((2, 2 * BLOCK), np.float32)

    weights = read_weights(tmp_path / "weights.npz", {"2"}, lambda name: change)

    assert list(weights) == ["layers.2.up"]
    first, second = weights["layers.2.up"].numpy().T
    assert set(first.tolist()) == {3}  # 2.25 alone would be 2, and 2 with 0.3 too
    assert set(second.tolist()) == {127}
