package org.restante.upgrade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Data directories written by an earlier build, each with lists of its contents made by that build. */
enum OldDirectory {

    /** Killed before any snapshot: recovery reads the log alone. */
    LOG("log", null),

    /** Closed after a snapshot: recovery reads a snapshot, and a few entries after it from the log. */
    SNAPSHOT("snapshot", null),

    /** Killed: recovery reads a snapshot, and many changes after it from the log. */
    MIXED("mixed", "snapshot"),

    /** {@link #MIXED} without its snapshots: recovery reads a log whose beginning has been trimmed. */
    TRIMMED("mixed", "snapshot");

    private final String archive;
    private final @Nullable String base;

    /** @param base the archive with those files of this directory that {@code archive} leaves out; null if it leaves out none */
    OldDirectory(String archive, @Nullable String base) {
        this.archive = archive;
        this.base = base;
    }

    String archive() {
        return archive;
    }

    String contents() {
        return name().toLowerCase(Locale.ROOT) + "-contents.txt";
    }

    String received() {
        return name().toLowerCase(Locale.ROOT) + "-received.txt";
    }

    Path unpack(Path folder) throws IOException {
        Path data = folder.resolve(toString());
        if (base != null) {
            Archive.unpack(base, data);
        }
        Archive.unpack(archive, data);
        prepare(data);
        return data;
    }

    /** Turns an unpacked archive into this directory: deletes the snapshots for {@link #TRIMMED}. */
    void prepare(Path data) throws IOException {
        if (this == TRIMMED) {
            try (Stream<Path> snapshots = Files.list(data.resolve("snapshots"))) {
                for (Path each : (Iterable<Path>) snapshots::iterator) {
                    Files.delete(each);
                }
            }
        }
    }

    List<String> expected(String list) throws IOException {
        return Archive.expected(archive, list);
    }
}
