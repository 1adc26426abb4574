package org.tastemaker.server.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Objects;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Weight;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.roaringbitmap.RoaringBitmap;
import org.tastemaker.server.catalogue.Item;

/// The titles of items, in memory, by the words that they are made of. One thread writes, any
/// number read, each as of the last [#show].
///
/// A document holds the terms of one title: under [#BEGINNING] the whole of it, under [#WORD] each
/// of its words, and the first characters of both ([#BEGINNING_EDGE], [#WORD_EDGE]), so that what
/// is still short to type is one term to look up and not thousands.
final class TitleIndex implements AutoCloseable {

  static final String BEGINNING = "beginning";
  static final String BEGINNING_EDGE = "beginningEdge";
  static final String WORD = "word";
  static final String WORD_EDGE = "wordEdge";

  /// Up to so many characters, a beginning is a term of its own.
  static final int EDGE = 4;

  private static final String ID = "id";
  private static final String ITEM = "item";

  private static final double WRITE_BUFFER_MEGABYTES = 64;

  private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
  private final IndexWriter writer;
  private final SearcherManager searchers;

  TitleIndex() {
    try {
      writer =
          new IndexWriter(
              directory,
              new IndexWriterConfig()
                  .setMergeScheduler(new SerialMergeScheduler())
                  .setRAMBufferSizeMB(WRITE_BUFFER_MEGABYTES));
      searchers = new SearcherManager(writer, new Uncached());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Adds items that are not in it yet, and brings all into the shape that is read fastest.
  void fill(Iterable<Item> items) {
    try {
      for (var item : items) {
        writer.addDocument(document(item));
      }
      writer.forceMerge(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Takes items in as they are now.
  void put(Collection<Item> items) {
    try {
      for (var item : items) {
        writer.updateDocument(new Term(ID, Integer.toString(item.id())), document(item));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Shows readers what was written.
  void show() {
    try {
      searchers.maybeRefreshBlocking();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Document document(Item item) {
    var document = new Document();
    document.add(new StringField(ID, Integer.toString(item.id()), Field.Store.NO));
    document.add(new NumericDocValuesField(ITEM, item.id()));
    for (var beginning : Typed.beginnings(item.title())) {
      add(document, BEGINNING, BEGINNING_EDGE, beginning);
    }
    for (var word : Typed.entries(item.title())) {
      add(document, WORD, WORD_EDGE, word);
    }
    return document;
  }

  private static void add(Document document, String field, String edges, String term) {
    document.add(new StringField(field, term, Field.Store.NO));
    int characters = Math.min(EDGE, term.codePointCount(0, term.length()));
    for (int length = 1; length <= characters; length++) {
      document.add(new StringField(edges, Typed.start(term, length), Field.Store.NO));
    }
  }

  /// Looks for items in one state of the index.
  ///
  /// @param <T> what is found
  interface Reading<T> {
    T read(Reader reader) throws IOException;
  }

  <T> T read(Reading<T> reading) {
    try {
      var searcher = searchers.acquire();
      try {
        return reading.read(new Reader(searcher));
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One state of the index.
  record Reader(IndexSearcher searcher) {

    /// Those of the items that a query finds. O(found).
    RoaringBitmap find(Query query, RoaringBitmap among) throws IOException {
      var found = new RoaringBitmap();
      var weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1f);
      for (var leaf : searcher.getLeafContexts()) {
        collect(weight, leaf, among, found);
      }
      return found;
    }

    private static void collect(
        Weight weight, LeafReaderContext leaf, RoaringBitmap among, RoaringBitmap found)
        throws IOException {
      var scorer = weight.scorer(leaf);
      if (scorer == null) {
        return;
      }
      var live = leaf.reader().getLiveDocs();
      var items = Objects.requireNonNull(leaf.reader().getNumericDocValues(ITEM));
      var documents = scorer.iterator();
      for (int document = documents.nextDoc();
          document != DocIdSetIterator.NO_MORE_DOCS;
          document = documents.nextDoc()) {
        if ((live == null || live.get(document)) && items.advanceExact(document)) {
          int item = (int) items.longValue();
          if (among.contains(item)) {
            found.add(item);
          }
        }
      }
    }
  }

  /// Queries are typed by people: hardly two are the same, and each is cheap.
  private static final class Uncached extends SearcherFactory {
    @Override
    public IndexSearcher newSearcher(
        org.apache.lucene.index.IndexReader reader,
        org.apache.lucene.index.@org.jspecify.annotations.Nullable IndexReader previous) {
      var searcher = new IndexSearcher(reader);
      searcher.setQueryCache(null);
      return searcher;
    }
  }

  @Override
  public void close() {
    try {
      searchers.close();
      writer.close();
      directory.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
