package org.restante.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The process of {@link Eve}: her garbage and her threads are not those of the applications. Owned by the soak's thread. */
final class EveProcess implements AutoCloseable {

    private static final Pattern SUMMARY = Pattern.compile("made .*");

    private final SoakProcess process;

    EveProcess(ServerProcess server, Path folder) throws IOException {
        process = new SoakProcess(
                Eve.class,
                List.of("-Xmx512m"),
                folder.resolve("eve.log"),
                String.valueOf(server.port()),
                String.valueOf(server.http()),
                folder.toString());
    }

    /** @param attacks some of {@link Eve#ATTACKS} */
    void begin(List<String> attacks) throws IOException {
        process.command(String.join(",", attacks));
    }

    /** Waits until all attacks have come to an end. Returns how often each was made, and how often it ended in a refusal. */
    String end() throws IOException {
        process.command(Eve.END);
        return process.line(SUMMARY);
    }

    /** The time that her threads have run, in nanoseconds. */
    long cpu() {
        return process.cpu();
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
