package org.tastemaker.server.cli;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Holds the package table of ARCHITECTURE.md against the code.
final class PackageTableTest {
  private static final Pattern ROW =
      Pattern.compile("\\| `((?:engine|server)\\.[a-z]+)` \\| [^|]* \\| ?([^|]*)\\|");
  private static final Pattern NAME = Pattern.compile("`((?:engine|server)\\.[a-z]+)`");
  private static final Pattern PACKAGE =
      Pattern.compile("org\\.tastemaker\\.((?:engine|server)\\.[a-z]+)(?:\\..*)?");
  private static final Set<String> FEATURES =
      Set.of(
          "server.catalogue",
          "server.interaction",
          "server.search",
          "server.account",
          "server.training",
          "server.recommendation",
          "server.importing",
          "server.proposal",
          "server.demo");
  private static final Set<String> FOUNDATION =
      Set.of(
          "server.id",
          "server.access",
          "server.json",
          "server.sql",
          "server.redis",
          "server.event",
          "server.http",
          "server.job",
          "server.mail");

  private static final Map<String, Set<String>> TABLE = new TreeMap<>();
  private static JavaClasses classes;

  @BeforeAll
  static void read() throws IOException {
    var page = Files.readString(root().resolve("ARCHITECTURE.md"));
    var rows = ROW.matcher(page);
    var cells = new TreeMap<String, String>();
    while (rows.find()) {
      cells.put(rows.group(1), rows.group(2));
    }
    cells.forEach((name, cell) -> TABLE.put(name, allowed(cell, cells.keySet())));
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.tastemaker");
  }

  private static Path root() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("ARCHITECTURE.md"))) {
      folder = java.util.Objects.requireNonNull(folder.getParent());
    }
    return folder;
  }

  private static Set<String> allowed(String cell, Set<String> packages) {
    var allowed = new HashSet<String>();
    var names = NAME.matcher(cell);
    while (names.find()) {
      allowed.add(names.group(1));
    }
    var words = List.of(cell.replaceAll("`[^`]*`", "").strip().split("[ ,]+"));
    if (words.contains("foundation")) {
      allowed.addAll(FOUNDATION);
    }
    if (words.contains("features")) {
      allowed.addAll(FEATURES);
    }
    if (words.contains("engine")) {
      packages.stream().filter(name -> name.startsWith("engine.")).forEach(allowed::add);
    }
    return allowed;
  }

  private static String packageOf(String name) {
    var matcher = PACKAGE.matcher(name);
    return matcher.matches() ? matcher.group(1) : "";
  }

  @Test
  void theTableIsRead() {
    assertThat(TABLE).hasSizeGreaterThan(15);
    assertThat(TABLE.get("server.cli")).contains("server.web", "server.demo", "engine.model");
    assertThat(TABLE.get("server.id")).isEmpty();
  }

  @Test
  void everyPackageIsInTheTable() {
    var packages = new TreeSet<String>();
    classes.forEach(each -> packages.add(packageOf(each.getPackageName())));
    packages.remove("");
    assertThat(TABLE.keySet()).containsAll(packages);
    assertThat(packages).hasSizeGreaterThan(10);
  }

  @Test
  void everyArrowIsInTheTable() {
    var strangers = new ArrayList<String>();
    for (var each : classes) {
      var from = packageOf(each.getPackageName());
      for (var dependency : each.getDirectDependenciesFromSelf()) {
        var to = packageOf(dependency.getTargetClass().getPackageName());
        if (!from.isEmpty()
            && !to.isEmpty()
            && !to.equals(from)
            && !TABLE.getOrDefault(from, Set.of()).contains(to)) {
          strangers.add("%s -> %s: %s".formatted(from, to, dependency.getDescription()));
        }
      }
    }
    assertThat(strangers).as("arrows outside the package table of ARCHITECTURE.md").isEmpty();
  }

  @Test
  void nothingGoesInACircle() {
    slices().matching("org.tastemaker.(*.*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void theTableGoesInNoCircle() {
    TABLE.keySet().forEach(name -> walk(name, List.of()));
  }

  private static void walk(String name, List<String> path) {
    assertThat(path).as("a circle in the table").doesNotContain(name);
    var longer = new ArrayList<>(path);
    longer.add(name);
    TABLE.getOrDefault(name, Set.of()).forEach(next -> walk(next, longer));
  }

  @Test
  void theEngineIsPure() {
    var impure = new ArrayList<String>();
    for (var each : classes) {
      if (each.getPackageName().startsWith("org.tastemaker.engine")) {
        each.getDirectDependenciesFromSelf().stream()
            .map(dependency -> dependency.getTargetClass().getPackageName())
            .filter(name ->
                !name.matches(
                    "|java\\.(lang|util|time)(\\..*)?|java\\.(io|nio|math|security|nio\\.charset)|jdk\\.incubator.*|org\\.jspecify.*|org\\.tastemaker\\.engine.*"))
            .forEach(name -> impure.add(each.getName() + " -> " + name));
      }
    }
    assertThat(impure).isEmpty();
  }
}
