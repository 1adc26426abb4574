package org.tastemaker.engine.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// What is known of items beside what people do with them: which words their texts have and how
/// often, and which attributes are theirs. Immutable.
///
/// Words are runs of letters, their accents and digits of any script, in lower case; an attribute
/// is a term of its own, told from the words and from other attributes by its name, so that the
/// genre "Drama" is not the word "drama". Terms are numbered as they come.
///
/// Memory: about 20 bytes for every term of every item, and the terms' texts.
public final class ItemTerms {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  private final Interactions counts;
  private final List<String> terms;

  private ItemTerms(Interactions counts, List<String> terms) {
    this.counts = counts;
    this.terms = List.copyOf(terms);
  }

  /// An empty builder.
  public static Builder builder() {
    return new Builder();
  }

  /// How many items there are.
  public int items() {
    return counts.users();
  }

  /// The terms by their numbers: a word as it is, an attribute as `genre=Drama`.
  public List<String> terms() {
    return terms;
  }

  /// How often every item has each of its terms: columns are terms.
  public Rows byItem() {
    return counts.byUser();
  }

  /// The same by term: columns are items.
  public Rows byTerm() {
    return counts.byItem();
  }

  /// Collects terms, items in any order. Used once.
  public static final class Builder {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> terms = new ArrayList<>();
    private final Map<Integer, Map<Integer, Integer>> counts = new HashMap<>();

    private Builder() {}

    /// Counts the words of a text.
    public Builder text(int item, String text) {
      for (String word : BETWEEN_WORDS.split(text.toLowerCase(Locale.ROOT), -1)) {
        if (!word.isEmpty()) {
          count(item, word);
        }
      }
      return this;
    }

    /// Counts an attribute once.
    ///
    /// @param name what it is, such as `genre`
    public Builder attribute(int item, String name, String value) {
      count(item, name + "=" + value);
      return this;
    }

    private void count(int item, String term) {
      Integer number = numbers.get(term);
      if (number == null) {
        number = terms.size();
        numbers.put(term, number);
        terms.add(term);
      }
      counts.computeIfAbsent(item, _ -> new HashMap<>()).merge(number, 1, Integer::sum);
    }

    /// The terms of items 0…items−1.
    ///
    /// @throws IllegalArgumentException when an item lies outside
    public ItemTerms build(int items) {
      var matrix = Interactions.builder();
      counts.forEach(
          (item, ofItem) -> ofItem.forEach((term, count) -> matrix.add(item, term, count)));
      return new ItemTerms(matrix.build(items, terms.size()), terms);
    }
  }
}
