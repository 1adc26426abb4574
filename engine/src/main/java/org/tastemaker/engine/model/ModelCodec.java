package org.tastemaker.engine.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.tastemaker.engine.data.IdIndex;

/// Models as bytes, the same bytes for the same model.
///
/// Layout, little-endian: `TASTEMKR`, format (int), kind (int), number of ids (int, −1 without) and
/// the ids of the items (long each, ascending), the shape and arrays of the kind, CRC-32C of all
/// before it (int). Magic, format and checksum keep their places in every format to come. A changed
/// byte anywhere is found by the checksum, whatever else it breaks. Reading costs one pass over the
/// bytes for the checksum and one to copy them.
public final class ModelCodec {
  static final int FORMAT = 1;
  private static final long MAGIC = 0x524b_4d45_5453_4154L;
  private static final int HEADER = 16;
  private static final int SMALLEST = HEADER + 4 + 4;

  private enum Kind {
    POPULARITY(0),
    IMPLICIT_FACTORS(1),
    RATING_FACTORS(2),
    ITEM_WEIGHTS(3),
    RATING_SAMPLES(4),
    ITEM_MATRIX(5),
    BLEND(6),
    RATING_DIFFERENCES(7),
    LAGGED_FACTORS(8),
    SUMMED_FACTORS(9);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  private ModelCodec() {}

  /// Writes a model without the ids of its items. Does not close the stream.
  public static void write(Model model, OutputStream out) throws IOException {
    write(model, Optional.empty(), out);
  }

  /// Writes a model with the ids of its items. Does not close the stream.
  public static void write(Model model, IdIndex items, OutputStream out) throws IOException {
    if (items.size() != model.items()) {
      throw new IllegalArgumentException(
          items.size() + " ids do not name " + model.items() + " items.");
    }
    write(model, Optional.of(items), out);
  }

  private static void write(Model model, Optional<IdIndex> items, OutputStream out)
      throws IOException {
    var sink = new ByteSink(out);
    sink.longs(MAGIC);
    sink.ints(FORMAT, kindOf(model).code, items.map(IdIndex::size).orElse(-1));
    sink.longs(items.map(IdIndex::ids).orElse(new long[0]));
    writeBody(model, sink);
    sink.finish();
  }

  private static void writeBody(Model model, ByteSink sink) throws IOException {
    switch (model) {
      case Popularity popularity -> {
        sink.ints(popularity.items());
        sink.floats(popularity.popularity());
      }
      case ImplicitFactors factors -> writeImplicit(factors, sink);
      case LaggedFactors factors -> writeLagged(factors, sink);
      case SummedFactors factors -> writeSummed(factors, sink);
      case RatingFactors factors -> writeRating(factors, sink);
      case RatingSamples samples -> writeSamples(samples, sink);
      case RatingDifferences differences -> writeDifferences(differences, sink);
      case ItemWeights weights -> {
        sink.ints(weights.items(), weights.neighbours().length);
        sink.ints(weights.begins());
        sink.ints(weights.neighbours());
        sink.floats(weights.weights());
      }
      case ItemMatrix matrix -> {
        sink.ints(matrix.items());
        sink.floats(matrix.weights());
      }
      case Blend blend -> {
        sink.ints(blend.items(), blend.parts().size());
        for (var part : blend.parts()) {
          sink.ints(kindOf(part.model()).code);
          sink.floats(part.weight());
          writeBody(part.model(), sink);
        }
      }
    }
  }

  private static void writeImplicit(ImplicitFactors model, ByteSink sink) throws IOException {
    var objective = model.objective();
    sink.ints(model.items(), objective.factors());
    sink.floats(
        objective.unobservedWeight(), objective.regularisation(), objective.frequencyExponent());
    sink.floats(model.factors());
  }

  private static void writeLagged(LaggedFactors model, ByteSink sink) throws IOException {
    sink.ints(model.items(), model.factors(), model.reach());
    sink.floats(model.lags());
    sink.floats(model.inputs());
    writeOutputs(model.outputs(), sink);
  }

  private static void writeSummed(SummedFactors model, ByteSink sink) throws IOException {
    sink.ints(model.items(), model.factors());
    sink.floats(model.exponent());
    sink.floats(model.inputs());
    writeOutputs(model.outputs(), sink);
  }

  private static void writeOutputs(OutputFactors outputs, ByteSink sink) throws IOException {
    sink.floats(outputs.vectors());
    sink.floats(outputs.biases());
  }

  private static void writeRating(RatingFactors model, ByteSink sink) throws IOException {
    var scale = model.scale();
    var ridge = model.ridge();
    var factors = model.factors();
    sink.ints(model.items(), factors.length / model.items());
    sink.floats(scale.mean(), scale.lowest(), scale.highest());
    sink.floats(ridge.factors(), ridge.factorsPerRating(), ridge.bias(), ridge.biasPerRating());
    sink.floats(model.biases());
    sink.floats(factors);
  }

  private static void writeSamples(RatingSamples model, ByteSink sink) throws IOException {
    var scale = model.scale();
    var first = model.samples().getFirst();
    sink.ints(model.items(), first.priors().means().length, model.samples().size());
    sink.ints(first.members().length > 0 ? 1 : 0);
    sink.floats(scale.mean(), scale.lowest(), scale.highest(), model.noiseFreedom());
    for (var sample : model.samples()) {
      sink.floats(sample.precision());
      sink.floats(sample.priors().means());
      sink.floats(sample.priors().precisions());
      sink.floats(sample.offsets());
      sink.floats(sample.slopes());
      sink.floats(sample.members());
    }
  }

  private static void writeDifferences(RatingDifferences model, ByteSink sink) throws IOException {
    var scale = model.scale();
    sink.ints(model.items());
    sink.floats(scale.mean(), scale.lowest(), scale.highest());
    sink.floats(model.means());
    for (var row : model.rows()) {
      sink.ints(row.others().length);
      sink.ints(row.others());
      sink.floats(row.differences());
      sink.ints(row.people());
    }
  }

  private static Kind kindOf(Model model) {
    return switch (model) {
      case Popularity _ -> Kind.POPULARITY;
      case ImplicitFactors _ -> Kind.IMPLICIT_FACTORS;
      case LaggedFactors _ -> Kind.LAGGED_FACTORS;
      case SummedFactors _ -> Kind.SUMMED_FACTORS;
      case RatingFactors _ -> Kind.RATING_FACTORS;
      case RatingSamples _ -> Kind.RATING_SAMPLES;
      case RatingDifferences _ -> Kind.RATING_DIFFERENCES;
      case ItemWeights _ -> Kind.ITEM_WEIGHTS;
      case ItemMatrix _ -> Kind.ITEM_MATRIX;
      case Blend _ -> Kind.BLEND;
    };
  }

  /// Reads a model from all that remains in a buffer (a memory-mapped file, say), which is left as
  /// it was.
  ///
  /// @throws DamagedModelException when the bytes are not those that were written
  /// @throws NewerModelException when a newer program wrote them
  public static Model read(ByteBuffer bytes) {
    try {
      var body = checked(bytes);
      var kind = kindAt(body);
      skipIds(body);
      return model(kind, body);
    } catch (BufferUnderflowException | IllegalArgumentException | ArithmeticException e) {
      throw (DamagedModelException) new DamagedModelException("its parts do not fit").initCause(e);
    }
  }

  /// Reads the ids of a model's items, if it was written with them.
  ///
  /// @throws DamagedModelException when the bytes are not those that were written
  /// @throws NewerModelException when a newer program wrote them
  public static Optional<IdIndex> readItems(ByteBuffer bytes) {
    var body = checked(bytes);
    kindAt(body);
    int count = body.getInt();
    if (count < 0) {
      return Optional.empty();
    }
    if (count > body.remaining() / Long.BYTES) {
      throw new DamagedModelException("ids are missing");
    }
    var ids = new long[count];
    body.asLongBuffer().get(ids);
    return Optional.of(IdIndex.of(ids));
  }

  /// The bytes after magic and format and before the checksum, all three in order.
  private static ByteBuffer checked(ByteBuffer bytes) {
    var all = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (all.limit() < SMALLEST || all.getLong(0) != MAGIC) {
      throw new DamagedModelException("it does not begin as a model does");
    }
    int end = all.limit() - Integer.BYTES;
    var checksum = new CRC32C();
    checksum.update(all.slice(0, end));
    if ((int) checksum.getValue() != all.getInt(end)) {
      throw new DamagedModelException("its checksum is wrong");
    }
    int format = all.getInt(8);
    if (format > FORMAT) {
      throw new NewerModelException(format, FORMAT);
    }
    return all.slice(12, end - 12).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Kind kindAt(ByteBuffer body) {
    int code = body.getInt();
    for (var kind : Kind.values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new DamagedModelException("its kind " + code + " is unknown");
  }

  private static void skipIds(ByteBuffer body) {
    int count = body.getInt();
    if (count > 0) {
      body.position(Math.addExact(body.position(), Math.multiplyExact(count, Long.BYTES)));
    }
  }

  private static Model model(Kind kind, ByteBuffer body) {
    int items = body.getInt();
    return switch (kind) {
      case POPULARITY -> new Popularity(floats(body, items));
      case IMPLICIT_FACTORS -> implicit(body, items);
      case LAGGED_FACTORS -> lagged(body, items);
      case SUMMED_FACTORS -> summed(body, items);
      case RATING_FACTORS -> rating(body, items);
      case RATING_SAMPLES -> samples(body, items);
      case RATING_DIFFERENCES -> differences(body, items);
      case ITEM_WEIGHTS -> {
        int size = body.getInt();
        yield new ItemWeights(ints(body, items + 1L), ints(body, size), floats(body, size));
      }
      case ITEM_MATRIX -> new ItemMatrix(items, floats(body, (long) items * items));
      case BLEND -> blend(body);
    };
  }

  private static Blend blend(ByteBuffer body) {
    int size = checkedCount(body, body.getInt());
    List<Blend.Part> parts = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      var kind = kindAt(body);
      if (kind == Kind.BLEND) {
        throw new DamagedModelException("it holds a blend of blends");
      }
      float weight = body.getFloat();
      parts.add(new Blend.Part(model(kind, body), weight));
    }
    return new Blend(parts);
  }

  private static ImplicitFactors implicit(ByteBuffer body, int items) {
    int factors = body.getInt();
    var objective =
        new ImplicitFactors.Objective(factors, body.getFloat(), body.getFloat(), body.getFloat());
    return new ImplicitFactors(items, floats(body, (long) items * factors), objective);
  }

  private static LaggedFactors lagged(ByteBuffer body, int items) {
    int factors = body.getInt();
    int reach = body.getInt();
    var lags = floats(body, (long) reach * factors);
    var inputs = floats(body, (long) items * factors);
    var outputs = floats(body, (long) items * factors);
    return new LaggedFactors(factors, lags, inputs, outputs, floats(body, items));
  }

  private static SummedFactors summed(ByteBuffer body, int items) {
    int factors = body.getInt();
    float exponent = body.getFloat();
    var inputs = floats(body, (long) items * factors);
    var outputs = floats(body, (long) items * factors);
    return new SummedFactors(factors, exponent, inputs, outputs, floats(body, items));
  }

  private static RatingFactors rating(ByteBuffer body, int items) {
    int factors = body.getInt();
    var scale = new RatingFactors.Scale(body.getFloat(), body.getFloat(), body.getFloat());
    var ridge =
        new RatingFactors.Ridge(body.getFloat(), body.getFloat(), body.getFloat(), body.getFloat());
    var biases = floats(body, items);
    return new RatingFactors(biases, floats(body, (long) items * factors), scale, ridge);
  }

  private static RatingSamples samples(ByteBuffer body, int items) {
    int width = body.getInt();
    int count = body.getInt();
    boolean counted = body.getInt() == 1;
    var scale = new RatingFactors.Scale(body.getFloat(), body.getFloat(), body.getFloat());
    float noiseFreedom = body.getFloat();
    List<RatingSamples.Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(sample(body, items, width, counted));
    }
    return new RatingSamples(scale, noiseFreedom, samples);
  }

  private static RatingSamples.Sample sample(
      ByteBuffer body, int items, int width, boolean counted) {
    float precision = body.getFloat();
    var priors = new RatingSamples.Priors(floats(body, width), floats(body, width));
    var offsets = floats(body, items);
    var slopes = floats(body, (long) items * width);
    var members = counted ? floats(body, (long) items * width) : new float[0];
    return new RatingSamples.Sample(offsets, slopes, members, priors, precision);
  }

  private static RatingDifferences differences(ByteBuffer body, int items) {
    var scale = new RatingFactors.Scale(body.getFloat(), body.getFloat(), body.getFloat());
    var means = floats(body, items);
    List<RatingDifferences.Row> rows = new ArrayList<>();
    for (int item = 0; item < items; item++) {
      int size = body.getInt();
      rows.add(new RatingDifferences.Row(ints(body, size), floats(body, size), ints(body, size)));
    }
    return new RatingDifferences(scale, means, rows);
  }

  private static float[] floats(ByteBuffer body, long count) {
    var floats = new float[checkedCount(body, count)];
    body.asFloatBuffer().get(floats);
    body.position(body.position() + floats.length * Float.BYTES);
    return floats;
  }

  private static int[] ints(ByteBuffer body, long count) {
    var ints = new int[checkedCount(body, count)];
    body.asIntBuffer().get(ints);
    body.position(body.position() + ints.length * Integer.BYTES);
    return ints;
  }

  private static int checkedCount(ByteBuffer body, long count) {
    if (count < 0 || count > body.remaining() / Integer.BYTES) {
      throw new BufferUnderflowException();
    }
    return (int) count;
  }
}
