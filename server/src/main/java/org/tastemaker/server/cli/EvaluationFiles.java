package org.tastemaker.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.tastemaker.server.importing.ImportException;
import picocli.CommandLine.Option;

/// The files of an evaluation.
final class EvaluationFiles {
  @Option(names = "--ratings", paramLabel = "FILE", description = "split: everything.")
  private List<Path> ratings = List.of();

  @Option(
      names = "--train",
      paramLabel = "FILE",
      arity = "1..*",
      description = "rating, topn, strong, leave-one-out: what is learned from; several are folds.")
  private List<Path> train = List.of();

  @Option(
      names = "--test",
      paramLabel = "FILE",
      arity = "1..*",
      description = "rating, topn, leave-one-out: what is hidden, as many files as --train.")
  private List<Path> test = List.of();

  @Option(
      names = "--fold-in",
      paramLabel = "FILE",
      description = "strong: what is given of the people tested.")
  private List<Path> foldIn = List.of();

  @Option(
      names = "--held-out",
      paramLabel = "FILE",
      description = "strong: what is hidden of them.")
  private List<Path> heldOut = List.of();

  @Option(
      names = "--negatives",
      paramLabel = "FILE",
      description = {
        "leave-one-out: a user a line, followed by the items that the hidden one is ranked among."
      })
  private List<Path> negatives = List.of();

  @Option(
      names = "--sequences",
      paramLabel = "FILE",
      description = "sequence: a user a line, followed by the items from the oldest to the newest.")
  private List<Path> sequences = List.of();

  EvaluationFiles() {}

  Path ratings() {
    return one("--ratings", ratings);
  }

  List<Path> train() {
    return several("--train", train);
  }

  /// The tests, one for each training.
  List<Path> test() {
    if (several("--test", test).size() != train().size()) {
      throw new IllegalArgumentException(
          "--train names %d files and --test %d; they belong together one by one."
              .formatted(train.size(), test.size()));
    }
    return test;
  }

  Path trainOne() {
    return one("--train", train);
  }

  Path testOne() {
    return one("--test", test);
  }

  Path foldIn() {
    return one("--fold-in", foldIn);
  }

  Path heldOut() {
    return one("--held-out", heldOut);
  }

  List<Path> negatives() {
    return negatives;
  }

  Path sequences() {
    return one("--sequences", sequences);
  }

  private static List<Path> several(String option, List<Path> files) {
    if (files.isEmpty()) {
      throw new IllegalArgumentException(option + " is missing: this protocol needs it.");
    }
    return files;
  }

  private static Path one(String option, List<Path> files) {
    if (several(option, files).size() > 1) {
      throw new IllegalArgumentException(option + " names one file with this protocol.");
    }
    return files.getFirst();
  }

  /// The SHA-256 of the bytes of all files, one after the other in the options' order.
  String hash() {
    return hash(Stream.of(ratings, train, test, foldIn, heldOut, negatives, sequences));
  }

  /// The same of the files that a search looks at.
  ///
  /// @param valid what it is validated on
  String searchedHash(List<Path> valid) {
    return hash(Stream.of(train, valid, negatives, sequences));
  }

  private static String hash(Stream<List<Path>> files) {
    var digest = sha256();
    files.flatMap(List::stream).forEach(file -> digest(file, digest));
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }

  private static void digest(Path file, MessageDigest digest) {
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new ImportException("%s cannot be read: %s.".formatted(file, e.getMessage()), e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
