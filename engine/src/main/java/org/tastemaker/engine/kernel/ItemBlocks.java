package org.tastemaker.engine.kernel;

import java.util.Arrays;

/// The vectors of all items, laid out to be scored at once.
///
/// Layout: blocks of 64 items, dimension-major inside the block (`blocks × dimensions × 64`), so
/// that a lane is an item and no sum crosses lanes. The last block is padded with zeros. Immutable.
public final class ItemBlocks {
  static final int ITEMS = 64;

  private final int items;
  private final int dimensions;
  private final float[] blocks;

  private ItemBlocks(int items, int dimensions, float[] blocks) {
    this.items = items;
    this.dimensions = dimensions;
    this.blocks = blocks;
  }

  /// Lays out `items` rows of `dimensions` numbers that begin every `stride` numbers.
  public static ItemBlocks of(float[] rows, int items, int dimensions, int stride) {
    int count = (items + ITEMS - 1) / ITEMS;
    var blocks = new float[Math.multiplyExact(count * ITEMS, dimensions)];
    for (int item = 0; item < items; item++) {
      int to = item / ITEMS * ITEMS * dimensions + item % ITEMS;
      for (int d = 0; d < dimensions; d++) {
        blocks[to + d * ITEMS] = rows[item * stride + d];
      }
    }
    return new ItemBlocks(items, dimensions, blocks);
  }

  /// Lays out the columns of `dimensions` rows of `items` numbers: an item is a column.
  public static ItemBlocks ofColumns(float[] rows, int items, int dimensions, int stride) {
    int count = (items + ITEMS - 1) / ITEMS;
    var blocks = new float[Math.multiplyExact(count * ITEMS, dimensions)];
    for (int first = 0; first < items; first += ITEMS) {
      int width = Math.min(ITEMS, items - first);
      for (int d = 0; d < dimensions; d++) {
        System.arraycopy(rows, d * stride + first, blocks, first * dimensions + d * ITEMS, width);
      }
    }
    return new ItemBlocks(items, dimensions, blocks);
  }

  /// How many items there are when the last block is full.
  public int width() {
    return (items + ITEMS - 1) / ITEMS * ITEMS;
  }

  /// The scalar products of [Kernels#TILE] rows with all items, padding included.
  /// O(items·dimensions).
  ///
  /// @param x rows of `dimensions` numbers that begin every `stride` numbers from `from`
  /// @param products filled, as many rows of `width()` numbers
  public void multiplyTile(float[] x, int from, int stride, float[] products) {
    int width = width();
    Arrays.fill(products, 0, Kernels.TILE * width, 0);
    for (int item = 0; item < width; item += ITEMS) {
      Kernels.addTile(
          x, from, stride, blocks, item * dimensions, dimensions, products, item, width);
    }
  }

  /// How many items there are.
  public int items() {
    return items;
  }

  int dimensions() {
    return dimensions;
  }

  /// The scalar product of every item with `x`. O(items·dimensions).
  ///
  /// @param x at least `dimensions` numbers
  /// @param scores filled from 0 to `items − 1`
  public void scores(float[] x, float[] scores) {
    if (scores.length < items || x.length < dimensions) {
      throw new IllegalArgumentException(
          "%d scores of %d dimensions do not fit %d items of %d dimensions."
              .formatted(scores.length, x.length, items, dimensions));
    }
    int whole = items / ITEMS * ITEMS;
    for (int first = 0; first < whole; first += ITEMS) {
      Kernels.scoreBlock(blocks, first * dimensions, dimensions, x, scores, first);
    }
    if (whole < items) {
      var sums = new float[ITEMS];
      Kernels.scoreBlock(blocks, whole * dimensions, dimensions, x, sums, 0);
      System.arraycopy(sums, 0, scores, whole, items - whole);
    }
  }

  /// The scalar products of one block of items with `x`: 64 of them.
  void scoreBlock(int block, float[] x, float[] sums) {
    Kernels.scoreBlock(blocks, block * ITEMS * dimensions, dimensions, x, sums, 0);
  }

  /// Adds the scalar products of eight rows with one block of items to a tile of 8 × 64.
  void addTile(float[] x, int from, int stride, int block, float[] tile) {
    int to = block * ITEMS * dimensions;
    Kernels.addTile(x, from, stride, blocks, to, dimensions, tile, 0, ITEMS);
  }

  /// Rows times the items' vectors: a row's scalar products with all items take its place, and the
  /// rest of the row becomes 0. O(count·items·dimensions), in tiles of eight rows.
  ///
  /// @param x rows that begin every `stride` numbers; a row holds `dimensions` numbers and `items`
  public void multiplyInPlace(float[] x, int firstRow, int count, int stride) {
    if (stride < Math.max(items, dimensions) || x.length < (firstRow + count) * (long) stride) {
      throw new IllegalArgumentException("Rows of " + stride + " do not hold the products.");
    }
    int width = width();
    var sums = new float[Kernels.TILE * width];
    var rows = new float[Kernels.TILE * stride];
    for (int row = firstRow; row < firstRow + count; row += Kernels.TILE) {
      int tile = Math.min(Kernels.TILE, firstRow + count - row);
      System.arraycopy(x, row * stride, rows, 0, tile * stride);
      multiplyTile(rows, 0, stride, sums);
      Arrays.fill(x, row * stride, (row + tile) * stride, 0);
      for (int r = 0; r < tile; r++) {
        System.arraycopy(sums, r * width, x, (row + r) * stride, items);
      }
    }
  }
}
