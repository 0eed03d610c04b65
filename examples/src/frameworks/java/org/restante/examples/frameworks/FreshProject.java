package org.restante.examples.frameworks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Maven project in a folder of its own, made from a template, that depends on the jars of this build. The jars are put into a
 * local repository under target; what the project needs besides is taken from the user's own or fetched.
 */
final class FreshProject {

    private static final String VERSION = System.getProperty("version");
    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
    private static final Path REPOSITORY = Path.of("target", "frameworks-repository").toAbsolutePath();

    private final Path folder;

    private FreshProject(Path folder) {
        this.folder = folder;
    }

    /** Copies the template and fills the repository. */
    static FreshProject of(String template, Path folder) throws IOException {
        Path from = Path.of("src", "frameworks", template);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = folder.resolve(from.relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        put("restante-parent", TOP, false);
        put("restante-client", TOP.resolve(Path.of("provider", "client")), true);
        put("restante-broker", TOP.resolve(Path.of("provider", "broker")), true);
        return new FreshProject(folder);
    }

    private static void put(String artifact, Path module, boolean withJar) throws IOException {
        Path place = REPOSITORY.resolve(Path.of("org", "restante", artifact, VERSION));
        String name = artifact + "-" + VERSION;
        Files.createDirectories(place);
        Files.write(place.resolve(name + ".pom"), Files.readAllBytes(module.resolve("pom.xml")));
        if (withJar) {
            Path jar = module.resolve(Path.of("target", name + ".jar"));
            Files.write(place.resolve(name + ".jar"), Files.readAllBytes(jar));
        }
    }

    /** Runs Maven in it. */
    String maven(String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                "sh",
                TOP.resolve("mvnw").toString(),
                "--batch-mode",
                "--file",
                folder.resolve("pom.xml").toString(),
                "-Dmaven.repo.local=" + REPOSITORY,
                "-Dmaven.repo.local.tail=" + System.getProperty("local.repository"),
                "-Drestante.version=" + VERSION));
        words.addAll(List.of(arguments));
        return Command.run(folder.resolve("maven.txt"), Map.of(), words);
    }

    Path file(String name) {
        return folder.resolve(name);
    }
}
