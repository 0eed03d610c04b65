package org.restante.conformance.tool;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.restante.conformance.tool.Verdict.Result;

/** The folder of {@code --report}. Results of an earlier run are removed at the start, so that those of a run that ended early are not mistaken for its own. */
final class ReportFolder {

    private static final String PAGE = "index.html";
    private static final String FAILED = "failed.txt";
    private static final String BROKER = "broker.txt";

    private final Path folder;

    private ReportFolder(Path folder) {
        this.folder = folder;
    }

    /** Creates the folder, or empties it of an earlier report. */
    static ReportFolder open(Path folder) {
        try {
            Files.createDirectories(folder);
            for (String name : List.of(PAGE, FAILED, BROKER)) {
                Files.deleteIfExists(folder.resolve(name));
            }
            try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, "TEST-*.xml")) {
                for (Path file : old) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new BadUse(
                    "--report " + folder + " is not a folder that can be written (" + BadUse.reason(e)
                            + "); name another one",
                    e);
        }
        return new ReportFolder(folder);
    }

    /** Opens the file for what provider and tests print. */
    PrintStream output() throws IOException {
        return new PrintStream(Files.newOutputStream(folder.resolve("output.txt")), true, StandardCharsets.UTF_8);
    }

    /** The file for what the broker prints. */
    Path broker() {
        return folder.resolve(BROKER).toAbsolutePath();
    }

    Path page() {
        return folder.resolve(PAGE);
    }

    /** Writes all files of the report. */
    void write(RunReport report) throws IOException {
        Files.writeString(page(), HtmlReport.of(report), StandardCharsets.UTF_8);
        Files.writeString(folder.resolve(FAILED), failed(report), StandardCharsets.UTF_8);
        JunitReport.write(report, folder);
    }

    /** The failed tests in the form of {@code --known}. */
    private static String failed(RunReport report) {
        String lines = report.with(Result.FAILED).stream()
                .map(verdict -> verdict.test().name() + ": " + verdict.headline() + "\n")
                .collect(Collectors.joining());
        return "# The failed tests, in the form of --known: put the behaviour of the provider in place of the failure\n"
                + lines;
    }
}
