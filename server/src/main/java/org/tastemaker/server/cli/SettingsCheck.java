package org.tastemaker.server.cli;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.ConverterNotFoundException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.tastemaker.server.http.Expected;
import org.tastemaker.server.http.HttpSettings;
import org.tastemaker.server.http.LimitSettings;
import org.tastemaker.server.http.Nearest;
import org.tastemaker.server.http.Rate;
import org.tastemaker.server.mail.MailSettings;
import org.tastemaker.server.redis.RedisSettings;

/// Stops the start with a sentence when a setting below `tastemaker.`, or an environment variable
/// `TASTEMAKER_…`, is one that no settings record has, or holds a value that its record refuses.
final class SettingsCheck implements BeanFactoryPostProcessor {
  private static final String PREFIX = "tastemaker.";
  private static final String VARIABLE_PREFIX = "TASTEMAKER_";

  /// Read by the launcher and the command line, not by settings records.
  private static final Set<String> OTHERS =
      Set.of(
          "tastemaker.java-home",
          "tastemaker.java-options",
          "tastemaker.maven-repository",
          "tastemaker.profile",
          "tastemaker.config",
          "tastemaker.trace",
          "tastemaker.aot",
          "tastemaker.root",
          "tastemaker.secrets-json",
          "tastemaker.secrets-file");

  private final ConfigurableEnvironment environment;

  SettingsCheck(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
    var records = recordsIn(factory);
    var known = new TreeSet<String>();
    records.keySet().forEach(type -> known.addAll(namesIn(type)));
    checkNames(known);
    records.forEach(this::checkValues);
    var server = bound("tastemaker", ServerSettings.class);
    Safety.check(
        environment,
        server,
        bound("tastemaker.http", HttpSettings.class),
        bound("tastemaker.limits", LimitSettings.class),
        bound("tastemaker.database", DatabaseSettings.class),
        bound("tastemaker.mail", MailSettings.class),
        bound("tastemaker.redis", RedisSettings.class));
    if (factory.getBeanNamesForType(Web.class).length > 0) {
      Ports.check(server.address(), server.port());
    }
  }

  private <T> T bound(String prefix, Class<T> type) {
    return Binder.get(environment).bindOrCreate(prefix, Bindable.of(type));
  }

  private static Map<Class<?>, String> recordsIn(ConfigurableListableBeanFactory factory) {
    var found = new HashMap<Class<?>, String>();
    for (var name : factory.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
      var type = factory.getType(name);
      if (type != null && type.isRecord()) {
        found.put(type, prefixOf(type));
      }
    }
    return found;
  }

  private static String prefixOf(Class<?> type) {
    var annotation =
        AnnotatedElementUtils.findMergedAnnotation(type, ConfigurationProperties.class);
    return annotation == null ? "" : annotation.prefix();
  }

  /// The names of the settings that a record has.
  static Set<String> namesIn(Class<?> type) {
    var names = new TreeSet<String>();
    collect(prefixOf(type), type, names);
    return names;
  }

  private static void collect(String prefix, Class<?> type, Set<String> known) {
    for (var component : type.getRecordComponents()) {
      var name = prefix + "." + dashed(component.getName());
      var each = recordsOf(component);
      if (component.getType().isRecord() && component.getType() != Rate.class) {
        collect(name, component.getType(), known);
      } else if (each.isPresent()) {
        collect(name + ".*", each.get(), known);
      } else {
        boolean open =
            Map.class.isAssignableFrom(component.getType())
                || Collection.class.isAssignableFrom(component.getType())
                || component.getType().isArray();
        known.add(open ? name + "*" : name);
      }
    }
  }

  /// Of what a map holds one for each name.
  private static Optional<Class<?>> recordsOf(RecordComponent component) {
    return Map.class.isAssignableFrom(component.getType())
            && component.getGenericType() instanceof ParameterizedType map
            && map.getActualTypeArguments()[1] instanceof Class<?> type
            && type.isRecord()
        ? Optional.of(type)
        : Optional.empty();
  }

  private static String dashed(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  private void checkNames(Set<String> known) {
    var flat = new HashMap<String, String>();
    known.forEach(name -> flat.put(flat(name), name));
    OTHERS.forEach(name -> flat.put(flat(name), name));
    for (var source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> named) {
        Arrays.stream(named.getPropertyNames())
            .filter(name -> name.startsWith(PREFIX) || name.startsWith(VARIABLE_PREFIX))
            .filter(name -> !isKnown(flat(settingOf(name)), flat.keySet()))
            .findFirst()
            .ifPresent(name -> refuse(name, known));
        if (SecretSettings.isSecret(source)) {
          checkSecrets(named);
        }
      }
    }
  }

  /// Without the end that says that a file holds the value.
  private static String settingOf(String name) {
    return SecretSettings.namesFile(name)
        ? name.substring(0, name.length() - SecretSettings.FILE.length())
        : name;
  }

  /// What is read before there are settings cannot come from where secrets stand.
  private static void checkSecrets(EnumerablePropertySource<?> secrets) {
    for (var name : secrets.getPropertyNames()) {
      if (OTHERS.stream().anyMatch(other -> flat(other).equals(flat(name)))) {
        throw new SettingsException(
            "%s is read from the environment itself, not from a file or an object of secrets."
                .formatted(name));
      }
    }
  }

  /// Without dots, dashes and case, as environment variables have them.
  private static String flat(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[._-]|\\[.*", "");
  }

  private static boolean isKnown(String name, Set<String> known) {
    return known.contains(name)
        || known.stream()
            .filter(each -> each.contains("*"))
            .anyMatch(each -> name.matches(each.replace("*", ".*")));
  }

  private static void refuse(String name, Set<String> known) {
    var variable = name.startsWith(VARIABLE_PREFIX);
    var end = SecretSettings.namesFile(name) ? SecretSettings.FILE : "";
    var names =
        Stream.concat(known.stream(), OTHERS.stream())
            .map(each -> each.replace(".*.", ".NAME.").replace("*", ""))
            .map(each -> variable ? variableOf(each) + end : each)
            .toList();
    throw new SettingsException(
        "There is no setting %s.%s".formatted(name, Nearest.hint(name, names)));
  }

  private static String variableOf(String name) {
    return name.replace('.', '_').replace("-", "").toUpperCase(Locale.ROOT);
  }

  private void checkValues(Class<?> type, String prefix) {
    try {
      bound(prefix, type);
    } catch (BindException e) {
      throw new SettingsException(sentence(e), e);
    }
  }

  private static boolean isSecret(BindException wrong) {
    var property = wrong.getProperty();
    var source = property == null ? null : property.getSource();
    return source != null && SecretSettings.isSecret(source.getUnderlyingSource());
  }

  private static String sentence(BindException wrong) {
    @Nullable Throwable cause = wrong;
    Optional<String> own = Optional.empty();
    while (cause != null) {
      if (cause instanceof ConversionFailedException conversion) {
        return "%s is %s, which is not %s."
            .formatted(
                wrong.getName(),
                isSecret(wrong) ? "something" : "\"" + conversion.getValue() + "\"",
                Expected.wordsFor(conversion.getTargetType().getType()));
      }
      if (cause instanceof ConverterNotFoundException conversion) {
        return "%s is not %s."
            .formatted(wrong.getName(), Expected.wordsFor(conversion.getTargetType().getType()));
      }
      if (cause.getClass() == IllegalArgumentException.class) {
        own = Optional.ofNullable(cause.getMessage());
      }
      cause = cause.getCause();
    }
    return own.map(message -> "The setting " + wrong.getName() + " is refused: " + message)
        .orElse("The setting " + wrong.getName() + " cannot be read.");
  }
}
