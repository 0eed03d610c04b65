package org.restante.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The {@code name=value} arguments of a measurement. The trap: all names are given at once, so that a misspelt one is refused. */
final class Arguments {

    private final Map<String, String> values;

    private Arguments(Map<String, String> values) {
        this.values = values;
    }

    /**
     * @param standard what holds where nothing else is given, {@code name=value} each; these are all the names there are
     * @throws IllegalArgumentException if an argument is not {@code name=value}, or has a name that is not known
     */
    static Arguments of(String[] given, String... standard) {
        Map<String, String> values = new HashMap<>();
        for (String one : standard) {
            put(values, one);
        }
        TreeSet<String> known = new TreeSet<>(values.keySet());
        for (String one : given) {
            if (!known.contains(put(values, one))) {
                throw new IllegalArgumentException("'" + one + "' is no argument here; there are " + known);
            }
        }
        return new Arguments(values);
    }

    private static String put(Map<String, String> values, String argument) {
        int equals = argument.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("'" + argument + "' is not of the form name=value");
        }
        String name = argument.substring(0, equals);
        values.put(name, argument.substring(equals + 1));
        return name;
    }

    String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("no argument is called '" + name + "'");
        }
        return value;
    }

    int number(String name) {
        return Integer.parseInt(text(name));
    }

    /** Whole numbers with commas between them. */
    int[] numbers(String name) {
        return words(name).stream().mapToInt(Integer::parseInt).toArray();
    }

    /** Words with commas between them. */
    List<String> words(String name) {
        return Arrays.asList(text(name).split(",", -1));
    }

    Path path(String name) {
        return Path.of(text(name)).toAbsolutePath();
    }
}
