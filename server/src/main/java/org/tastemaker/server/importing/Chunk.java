package org.tastemaker.server.importing;

import java.util.Arrays;
import org.tastemaker.server.interaction.Activity;
import org.tastemaker.server.interaction.ActivityBlock;
import org.tastemaker.server.interaction.RatingBlock;

/// What a file says in a stretch of its rows, taken in one transaction. Persons and items are
/// numbers of a [Resolver] until [#resolve] puts our ids in their place.
final class Chunk {
  private static final long MICROS = 1000;

  private final int number;
  private final Columns ratings = new Columns();
  private final Columns activities = new Columns();
  private long read;
  private long rejected;

  /// @param number of the chunk in its file, from 0
  Chunk(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /// How many rows of the file it stands for.
  long read() {
    return read;
  }

  long rejected() {
    return rejected;
  }

  void countRow() {
    read++;
  }

  void countRejected() {
    rejected++;
  }

  void add(int person, int item, Column what, int value, long millis) {
    switch (what) {
      case PLAYS -> activities.add(person, item, Activity.PLAYED.code(), value, millis);
      case VIEWS -> activities.add(person, item, Activity.VIEWED.code(), value, millis);
      case PURCHASES -> activities.add(person, item, Activity.PURCHASED.code(), value, millis);
      case INSTALLS -> activities.add(person, item, Activity.INSTALLED.code(), value, millis);
      default -> ratings.add(person, item, 0, value, millis);
    }
  }

  /// Puts our ids in place of the resolvers' numbers.
  void resolve(Resolver<?> persons, Resolver<?> items) {
    for (Columns columns : new Columns[] {ratings, activities}) {
      persons.resolve(columns.persons, columns.size);
      items.resolve(columns.items, columns.size);
    }
  }

  RatingBlock ratings() {
    Columns c = ratings;
    short[] hundredths = new short[c.size];
    for (int i = 0; i < c.size; i++) {
      hundredths[i] = (short) c.values[i];
    }
    return new RatingBlock(
        Arrays.copyOf(c.persons, c.size),
        Arrays.copyOf(c.items, c.size),
        hundredths,
        Arrays.copyOf(c.micros, c.size));
  }

  ActivityBlock activities() {
    Columns c = activities;
    return new ActivityBlock(
        Arrays.copyOf(c.persons, c.size),
        Arrays.copyOf(c.items, c.size),
        Arrays.copyOf(c.types, c.size),
        Arrays.copyOf(c.values, c.size),
        Arrays.copyOf(c.micros, c.size));
  }

  private static final class Columns {
    private int[] persons = new int[1024];
    private int[] items = new int[1024];
    private byte[] types = new byte[1024];
    private int[] values = new int[1024];
    private long[] micros = new long[1024];
    private int size;

    void add(int person, int item, int type, int value, long millis) {
      if (size == persons.length) {
        grow(size * 2);
      }
      persons[size] = person;
      items[size] = item;
      types[size] = (byte) type;
      values[size] = value;
      micros[size++] = millis * MICROS;
    }

    private void grow(int length) {
      persons = Arrays.copyOf(persons, length);
      items = Arrays.copyOf(items, length);
      types = Arrays.copyOf(types, length);
      values = Arrays.copyOf(values, length);
      micros = Arrays.copyOf(micros, length);
    }
  }
}
