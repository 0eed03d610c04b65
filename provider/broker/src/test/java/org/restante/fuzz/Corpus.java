package org.restante.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The kept inputs of a target: a file of resources, a line of Base64 for each. */
final class Corpus {

    private Corpus() {}

    private static String name(FuzzTarget target) {
        return target.name().toLowerCase(Locale.ROOT) + ".txt";
    }

    /** The kept inputs, behind the seeds. */
    static List<byte[]> of(FuzzTarget target) throws IOException {
        List<byte[]> all = new java.util.ArrayList<>(target.seeds());
        try (InputStream in = Corpus.class.getResourceAsStream("/fuzz/" + name(target))) {
            if (in != null) {
                new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                        .lines()
                        .map(Base64.getDecoder()::decode)
                        .forEach(all::add);
            }
        }
        return all;
    }

    static void write(FuzzTarget target, Path resources, Collection<byte[]> inputs) throws IOException {
        String lines = inputs.stream()
                .map(Base64.getEncoder()::encodeToString)
                .sorted()
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        Files.createDirectories(resources);
        Files.writeString(resources.resolve(name(target)), lines);
    }
}
