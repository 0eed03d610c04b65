package org.restante.documents;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.restante.Restante;
import org.restante.link.Link;

/**
 * The packages of client and broker and their dependencies, read from the classes by the JDK's {@code jdeps}. Immutable.
 *
 * @param places the module and the number of source files of each package
 * @param uses the packages that each package uses, except itself
 */
record PackageGraph(NavigableMap<String, Place> places, NavigableMap<String, NavigableSet<String>> uses) {

    /** The module and the number of files of a package. */
    record Place(String module, long files) {}

    static final String TOP = "org.restante";

    private static final List<String> MODULES = List.of("client", "broker");
    private static final Pattern OTHERS = Pattern.compile("activemq-|camel-|artemis-");
    private static final Pattern USE = Pattern.compile("\\s+(" + TOP + "[\\w.]*)\\s+->\\s+(" + TOP + "[\\w.]*)\\s.*");

    static PackageGraph read() throws IOException {
        NavigableMap<String, Place> places = new TreeMap<>();
        for (String module : MODULES) {
            addPlaces(places, module);
        }
        NavigableMap<String, NavigableSet<String>> uses = new TreeMap<>();
        places.keySet().forEach(name -> uses.put(name, new TreeSet<>()));
        for (String line : jdeps()) {
            Matcher use = USE.matcher(line);
            if (use.matches() && !use.group(1).equals(use.group(2))) {
                uses.get(use.group(1)).add(use.group(2));
            }
        }
        return new PackageGraph(places, uses);
    }

    private static void addPlaces(Map<String, Place> places, String module) throws IOException {
        Path sources = Generated.TOP.resolve("provider/" + module + "/src/main/java");
        try (Stream<Path> folders = Files.walk(sources).filter(Files::isDirectory)) {
            for (Path folder : folders.toList()) {
                long files = files(folder);
                if (files > 0) {
                    String name = sources.relativize(folder).toString();
                    places.put(name.replace(folder.getFileSystem().getSeparator(), "."), new Place(module, files));
                }
            }
        }
    }

    private static long files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java") && !name.endsWith("-info.java"))
                    .count();
        }
    }

    /** The lines that {@code jdeps} prints: a package, an arrow, a package that it uses, and the location of that package. */
    private static List<String> jdeps() {
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed, true);
        int code = ToolProvider.findFirst("jdeps")
                .orElseThrow(() -> new IllegalStateException("jdeps is not in this JDK"))
                .run(
                        out,
                        out,
                        "-verbose:package",
                        "-filter:none",
                        "--ignore-missing-deps",
                        "--multi-release",
                        "base",
                        "-regex",
                        "org\\.restante.*",
                        "--module-path",
                        libraries(),
                        classes(Link.class),
                        classes(Restante.class));
        if (code != 0) {
            throw new IllegalStateException("jdeps ended with " + code + ": " + printed);
        }
        return printed.toString().lines().toList();
    }

    /** Where jdeps finds the modules that client and broker require. Other providers share packages among their modules. */
    private static String libraries() {
        Set<String> own = Set.of(classes(Link.class), classes(Restante.class));
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar") && !own.contains(entry))
                .filter(entry ->
                        !OTHERS.matcher(Path.of(entry).getFileName().toString()).lookingAt())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The jar or directory of a module, found by one of its classes. */
    private static String classes(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the location of " + type + " is not a path", e);
        }
    }

    /** The name of a package without the prefix that all packages have. */
    static String shortened(String name) {
        return name.equals(TOP) ? name : name.substring(TOP.length() + 1);
    }

    /** All packages that a package uses, directly or through other packages. */
    private Set<String> reached(String name) {
        Set<String> reached = new TreeSet<>();
        List<String> next = new ArrayList<>(uses.get(name));
        while (!next.isEmpty()) {
            String one = next.remove(next.size() - 1);
            if (reached.add(one)) {
                next.addAll(uses.get(one));
            }
        }
        return reached;
    }

    /** The transitive reduction: the uses that do not follow from a path through other packages. */
    NavigableMap<String, NavigableSet<String>> essential() {
        NavigableMap<String, NavigableSet<String>> essential = new TreeMap<>();
        uses.forEach((name, used) -> {
            NavigableSet<String> kept = new TreeSet<>(used);
            used.forEach(third -> kept.removeAll(reached(third)));
            essential.put(name, kept);
        });
        return essential;
    }

    /**
     * The level of each package: the length of the longest path of uses that begins at it.
     *
     * @throws IllegalStateException if packages use each other in a circle
     */
    NavigableMap<String, Integer> levels() {
        NavigableMap<String, Integer> levels = new TreeMap<>();
        while (levels.size() < uses.size()) {
            int before = levels.size();
            uses.forEach((name, used) -> {
                if (levels.keySet().containsAll(used)) {
                    levels.computeIfAbsent(
                            name,
                            absent -> used.stream().mapToInt(levels::get).max().orElse(-1) + 1);
                }
            });
            if (levels.size() == before) {
                Set<String> rest = new TreeSet<>(uses.keySet());
                rest.removeAll(levels.keySet());
                throw new IllegalStateException("these packages use each other in a circle: " + rest);
            }
        }
        return levels;
    }
}
