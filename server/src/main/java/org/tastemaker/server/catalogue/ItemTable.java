package org.tastemaker.server.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Items by id, in blocks, so that a change copies a block and not the catalogue. Immutable.
final class ItemTable {

  private static final int SHIFT = 10;
  private static final int BLOCK = 1 << SHIFT;

  static final ItemTable EMPTY = new ItemTable(new Item[0][], 0, 0);

  private final @Nullable Item[][] blocks;
  private final int rows;
  private final int size;

  private ItemTable(@Nullable Item[][] blocks, int rows, int size) {
    this.blocks = blocks;
    this.rows = rows;
    this.size = size;
  }

  /// The item, or null when there is none of that id.
  @Nullable Item at(int id) {
    return id < 0 || id >= rows ? null : blocks[id >> SHIFT][id & (BLOCK - 1)];
  }

  /// One more than the highest id.
  int rows() {
    return rows;
  }

  int size() {
    return size;
  }

  /// The items that are new or different here. O(items of blocks that the tables do not share).
  @SuppressWarnings("ReferenceEquality")
  List<Item> changedSince(ItemTable before) {
    var changed = new ArrayList<Item>();
    for (int number = 0; number < blocks.length; number++) {
      if (number < before.blocks.length && blocks[number] == before.blocks[number]) {
        continue;
      }
      for (Item item : blocks[number]) {
        if (item != null && !item.equals(before.at(item.id()))) {
          changed.add(item);
        }
      }
    }
    return changed;
  }

  Editor edit() {
    return new Editor(this);
  }

  /// Collects changes.
  static final class Editor {
    private @Nullable Item[][] blocks;
    private final BitSet touched = new BitSet();
    private int rows;
    private int size;

    private Editor(ItemTable table) {
      blocks = table.blocks.clone();
      rows = table.rows;
      size = table.size;
    }

    @Nullable Item at(int id) {
      return id >= rows ? null : blocks[id >> SHIFT][id & (BLOCK - 1)];
    }

    void put(Item item) {
      @Nullable Item[] block = own(item.id() >> SHIFT);
      int place = item.id() & (BLOCK - 1);
      size += block[place] == null ? 1 : 0;
      block[place] = item;
      rows = Math.max(rows, item.id() + 1);
    }

    void remove(int id) {
      @Nullable Item[] block = own(id >> SHIFT);
      int place = id & (BLOCK - 1);
      size -= block[place] == null ? 0 : 1;
      block[place] = null;
    }

    private @Nullable Item[] own(int number) {
      if (number >= blocks.length) {
        int before = blocks.length;
        blocks = Arrays.copyOf(blocks, Math.max(number + 1, before + (before >> 1)));
        for (int i = before; i < blocks.length; i++) {
          blocks[i] = new Item[BLOCK];
          touched.set(i);
        }
      }
      if (!touched.get(number)) {
        touched.set(number);
        blocks[number] = blocks[number].clone();
      }
      return blocks[number];
    }

    ItemTable done() {
      return new ItemTable(blocks, rows, size);
    }
  }
}
