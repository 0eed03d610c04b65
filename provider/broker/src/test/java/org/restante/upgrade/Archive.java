package org.restante.upgrade;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A zip file of a data directory, as a test resource: {@code data/} has the journal and the snapshots, {@code expected/} has lists of the
 * contents, made by the build that wrote the directory. Lock files and sockets are not included.
 */
final class Archive {

    private static final String DATA = "data/";
    private static final String EXPECTED = "expected/";

    private Archive() {}

    /** A list of the contents of a directory, one line per setting, message and so on. */
    record Expected(String name, List<String> lines) {}

    /** @param base a directory; files of {@code data} that are equal in {@code base} are left out; null to include all files */
    static void pack(Path data, @Nullable Path base, List<Expected> lists, Path archive) throws IOException {
        try (OutputStream file = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.setLevel(Deflater.BEST_COMPRESSION);
            for (String folder : DirectoryBroker.folders()) {
                for (Path each : filesOf(data.resolve(folder))) {
                    String name = folder + "/" + each.getFileName();
                    if (base == null || !isSame(each, base.resolve(name))) {
                        put(zip, DATA + name, Files.readAllBytes(each));
                    }
                }
            }
            for (Expected list : lists) {
                put(zip, EXPECTED + list.name(), String.join("\n", list.lines()).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static boolean isSame(Path file, Path other) throws IOException {
        return Files.exists(other) && Files.mismatch(file, other) == -1;
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private static List<Path> filesOf(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Copies the journal and the snapshots in their present state. */
    static void copy(Path data, Path target) throws IOException {
        for (String folder : DirectoryBroker.folders()) {
            Files.createDirectories(target.resolve(folder));
            for (Path each : filesOf(data.resolve(folder))) {
                Files.copy(each, target.resolve(folder).resolve(each.getFileName()));
            }
        }
    }

    /** Unpacks the data directory of an archive; replaces files that exist in {@code target}. */
    static void unpack(String archive, Path target) throws IOException {
        try (ZipInputStream zip = open(archive)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().startsWith(DATA)) {
                    Path file = target.resolve(entry.getName().substring(DATA.length()));
                    Files.createDirectories(Objects.requireNonNull(file.getParent()));
                    Files.write(file, zip.readAllBytes());
                }
            }
        }
    }

    /** The lines of a list in an archive. */
    static List<String> expected(String archive, String name) throws IOException {
        try (ZipInputStream zip = open(archive)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(EXPECTED + name)) {
                    return List.of(new String(zip.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1));
                }
            }
        }
        throw new IOException(archive + ".zip has no list " + name);
    }

    private static ZipInputStream open(String archive) throws IOException {
        InputStream resource = Archive.class.getResourceAsStream(archive + ".zip");
        if (resource == null) {
            throw new IOException("there is no test resource " + archive + ".zip");
        }
        return new ZipInputStream(resource);
    }
}
