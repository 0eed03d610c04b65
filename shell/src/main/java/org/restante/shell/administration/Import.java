package org.restante.shell.administration;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.admin.ImportReport;
import org.restante.link.NotUtf8Exception;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.InputFile;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts exported messages into a queue or a subscription. */
@Command(
        name = "import",
        description = {
            "Puts the messages of an export into a queue or subscription, with their identifiers. A message that waits there already is"
                    + " skipped, so an interrupted import can be repeated."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  import orders orders.jsonl", "  import orders.copy orders.jsonl --skip-bad"})
final class Import implements Callable<Integer> {

    private final ShellSession session;

    @Mixin
    private SourceOptions into = new SourceOptions();

    @Parameters(index = "1", paramLabel = "FILE", description = "The file to read; - for standard input.")
    private String file = "-";

    @Option(
            names = "--skip-bad",
            description = "Skip bad lines, also those that are not UTF-8; exit code 1 if there was one.")
    private boolean skipBad;

    Import(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        try (Admin admin = session.admin();
                InputStream in = file.equals("-") ? session.input().stream() : InputFile.open(file)) {
            ImportReport report = into.inOrNew(admin).importFrom(in, skipBad);
            show(report);
            return report.skipped() == 0 ? ExitCode.DONE : ExitCode.FAILED;
        } catch (NotUtf8Exception e) {
            throw e.in(name(), 0);
        }
    }

    private String name() {
        return file.equals("-") ? "standard input" : file;
    }

    private void show(ImportReport report) {
        report.problems().forEach(problem -> session.screen().complain(VisibleText.line(name() + ", " + problem)));
        long unnamed = report.skipped() - report.problems().size();
        if (unnamed > 0) {
            session.screen()
                    .complain(Screen.count(unnamed, "more bad line") + " not shown; only the first "
                            + report.problems().size() + " are");
        }
        if (session.output().isForPeople()) {
            session.screen()
                    .show(Screen.count(report.imported(), "message") + " imported to " + into
                            + (report.present() == 0 ? "" : ", " + Screen.number(report.present()) + " already there")
                            + (report.skipped() == 0
                                    ? ""
                                    : ", " + Screen.count(report.skipped(), "bad line") + " skipped"));
            return;
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("to", into.toString());
        row.put("imported", report.imported());
        row.put("present", report.present());
        row.put("skipped", report.skipped());
        row.put("problems", report.problems());
        session.result(row);
    }
}
