package org.tastemaker.engine.kernel;

import java.util.Arrays;

/// The vectors of all items, longest first, to find the best of them without scoring all: by Cauchy
/// and Schwarz no scalar product is above the product of the lengths, so a search ends where those
/// that follow are too short to enter (Christina Teflioudi, Rainer Gemulla, Olga Mykytiuk, "LEMP:
/// Fast Retrieval of Large Entries in a Matrix Product", SIGMOD 2015). Exact. How early it ends is
/// the data's affair: factors of rarely liked items are short; with vectors of equal length every
/// item is scored.
///
/// Layout: [ItemBlocks] of the items in their new order, the order, and the greatest length of
/// every block. Immutable.
public final class RankedItems {
  /// How many vectors a call of [#best(float[], int, int, int[][])] should have: enough to make the
  /// arithmetic the bound and not the memory, few enough for the nearest cache.
  public static final int GROUP = 64;

  /// What rounding may add to a bound.
  private static final float ROUNDING = 1.0001f;

  private final ItemBlocks blocks;
  private final int[] order;
  private final float[] lengths;

  private RankedItems(ItemBlocks blocks, int[] order, float[] lengths) {
    this.blocks = blocks;
    this.order = order;
    this.lengths = lengths;
  }

  /// Lays out `items` rows of `dimensions` numbers that begin every `stride` numbers. O(items·log
  /// items + items·dimensions).
  public static RankedItems of(float[] rows, int items, int dimensions, int stride) {
    var keys = new long[items];
    for (int item = 0; item < items; item++) {
      float square = Kernels.dot(rows, item * stride, rows, item * stride, dimensions);
      keys[item] = (long) ~Float.floatToIntBits(square) << 32 | item;
    }
    Arrays.sort(keys);
    var order = new int[items];
    var ranked = new float[items * dimensions];
    var lengths = new float[(items + ItemBlocks.ITEMS - 1) / ItemBlocks.ITEMS];
    for (int rank = 0; rank < items; rank++) {
      order[rank] = (int) keys[rank];
      System.arraycopy(rows, order[rank] * stride, ranked, rank * dimensions, dimensions);
      if (rank % ItemBlocks.ITEMS == 0) {
        lengths[rank / ItemBlocks.ITEMS] =
            (float) Math.sqrt(Float.intBitsToFloat(~(int) (keys[rank] >> 32))) * ROUNDING;
      }
    }
    return new RankedItems(ItemBlocks.of(ranked, items, dimensions, dimensions), order, lengths);
  }

  /// The items with the best `k` scalar products with `x`, best first and the lower item first
  /// among equals, among those whose bit is set in `allowed`, as in [TopK#best(float[], int, int,
  /// long[])]. O(items·dimensions) at worst; nothing is kept of an item that does not enter.
  public int[] best(float[] x, int k, long[] allowed) {
    var list = new BestList(Math.min(k, order.length));
    var sums = new float[ItemBlocks.ITEMS];
    float length = length(x, 0, blocks.dimensions());
    for (int block = 0; block < lengths.length; block++) {
      if (length * lengths[block] < list.threshold()) {
        break;
      }
      blocks.scoreBlock(block, x, sums);
      for (long above = above(sums, 0, block, list); above != 0; above &= above - 1) {
        int i = Long.numberOfTrailingZeros(above);
        int item = order[block * ItemBlocks.ITEMS + i];
        if (item >> 6 < allowed.length && (allowed[item >> 6] >>> item & 1) != 0) {
          list.offer(item, sums[i]);
        }
      }
    }
    return list.take();
  }

  private static float length(float[] x, int from, int dimensions) {
    return (float) Math.sqrt(Kernels.dot(x, from, x, from, dimensions));
  }

  /// Which items of a block may enter: those at the threshold too, for the lower item comes first.
  private long above(float[] sums, int from, int block, BestList list) {
    int rest = order.length - block * ItemBlocks.ITEMS;
    long present = rest >= ItemBlocks.ITEMS ? -1L : (1L << rest) - 1;
    return Kernels.above(sums, from, Math.nextDown(list.threshold())) & present;
  }

  /// The best items of many vectors, in tiles of eight, each tile looked through while it is in the
  /// nearest cache. O(vectors·items·dimensions) at worst.
  ///
  /// @param vectors one after the other from 0, every `stride` numbers, zeros past the dimensions
  /// @param leftOut for every vector, items that are not to be found, ascending
  public int[][] best(float[] vectors, int stride, int k, int[][] leftOut) {
    var scan = new Scan(vectors, stride, Math.min(k, order.length), leftOut);
    for (int block = 0; block < lengths.length && scan.step(block); block++) {}
    return scan.take();
  }

  /// The state of a search for many vectors.
  private final class Scan {
    private final float[] rows;
    private final int stride;
    private final int[][] leftOut;
    private final BestList[] lists;
    private final float[] vectorLengths;
    private final float[] tile = new float[Kernels.TILE * ItemBlocks.ITEMS];

    Scan(float[] vectors, int stride, int k, int[][] leftOut) {
      int padded = (leftOut.length + Kernels.TILE - 1) / Kernels.TILE * Kernels.TILE;
      this.rows = Arrays.copyOf(vectors, padded * stride);
      this.stride = stride;
      this.leftOut = leftOut;
      this.lists = new BestList[leftOut.length];
      this.vectorLengths = new float[leftOut.length];
      for (int row = 0; row < lists.length; row++) {
        lists[row] = new BestList(k);
        vectorLengths[row] = length(rows, row * stride, stride);
      }
    }

    /// Scores a block for every tile that it may matter to.
    ///
    /// @return whether there was one
    boolean step(int block) {
      boolean any = false;
      for (int row = 0; row < lists.length; row += Kernels.TILE) {
        int end = Math.min(row + Kernels.TILE, lists.length);
        if (matters(row, end, block)) {
          any = true;
          Arrays.fill(tile, 0);
          blocks.addTile(rows, row * stride, stride, block, tile);
          for (int i = row; i < end; i++) {
            enter(i, (i - row) * ItemBlocks.ITEMS, block);
          }
        }
      }
      return any;
    }

    private boolean matters(int row, int end, int block) {
      for (int i = row; i < end; i++) {
        if (vectorLengths[i] * lengths[block] >= lists[i].threshold()) {
          return true;
        }
      }
      return false;
    }

    private void enter(int row, int from, int block) {
      for (long above = above(tile, from, block, lists[row]); above != 0; above &= above - 1) {
        int i = Long.numberOfTrailingZeros(above);
        int item = order[block * ItemBlocks.ITEMS + i];
        if (Arrays.binarySearch(leftOut[row], item) < 0) {
          lists[row].offer(item, tile[from + i]);
        }
      }
    }

    int[][] take() {
      var best = new int[lists.length][];
      Arrays.setAll(best, row -> lists[row].take());
      return best;
    }
  }
}
