package org.restante.shell.administration;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.restante.admin.Admin;
import org.restante.admin.MessageAdmin;
import org.restante.admin.MessageFilter;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.InputFile;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes complete messages as lines of JSON. */
@Command(
        name = "export",
        description = "Writes complete messages as lines of JSON; they stay in their place.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  export orders orders.jsonl",
            "  export orders - --selector \"region = 'north'\"",
            "  export topic:news anna.jsonl --subscription anna"
        })
final class Export implements Callable<Integer> {

    private final ShellSession session;

    @Mixin
    private SourceOptions from = new SourceOptions();

    @Parameters(index = "1", paramLabel = "FILE", description = "The file to write; - for standard output.")
    private String file = "-";

    @Option(names = "--overwrite", description = "Overwrite an existing file.")
    private boolean overwrite;

    @Mixin
    private Selecting which = new Selecting();

    Export(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        List<MessageFilter> filters = which.filters();
        if (filters.size() != 1) {
            throw ShellException.usage("export accepts only one --id; use --selector for several messages");
        }
        try (Admin admin = session.admin()) {
            MessageAdmin messages = from.in(admin);
            long exported = file.equals("-")
                    ? toOutput(messages, filters.get(0))
                    : toFile(messages, filters.get(0), InputFile.named(file));
            session.screen().note(Screen.count(exported, "message") + " of " + from + " exported");
        }
        return ExitCode.DONE;
    }

    private long toOutput(MessageAdmin messages, MessageFilter filter) throws IOException {
        OutputStream out = new TextLines(session.screen());
        long exported = messages.exportTo(out, filter);
        session.screen().checkSeen();
        return exported;
    }

    private long toFile(MessageAdmin messages, MessageFilter filter, Path path) throws IOException {
        messages.count(filter); // fails before a file is created
        OpenOption[] how = overwrite
                ? new OpenOption[] {
                    StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE
                }
                : new OpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path, how))) {
            return messages.exportTo(out, filter);
        } catch (FileAlreadyExistsException e) {
            throw ShellException.failed(path + " exists and was not changed; add --overwrite, or name another file", e);
        }
    }
}
