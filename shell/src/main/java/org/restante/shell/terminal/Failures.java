package org.restante.shell.terminal;

import jakarta.jms.InvalidSelectorException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.restante.admin.AdminException;
import org.restante.link.NearestWord;
import org.restante.link.Problem;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Translates exceptions into one line for the user and an exit code; no other place does. Owned by the thread that runs commands. */
public final class Failures implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {

    private static final int MAX_SUGGESTIONS = 3;

    private final Screen screen;
    private final BooleanSupplier verbose;
    private Supplier<List<String>> commands = List::of;

    public Failures(Screen screen, BooleanSupplier verbose) {
        this.screen = screen;
        this.verbose = verbose;
    }

    /** Sets the source of the names of all commands, to suggest one for a mistyped name. */
    public void setCommands(Supplier<List<String>> names) {
        commands = names;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult result) {
        return report(e);
    }

    public int report(Exception e) {
        boolean isInterrupt = e instanceof JMSRuntimeException interrupted && isInterrupt(interrupted);
        if (isInterrupt || (e instanceof AdminException asked && asked.isInterrupt())) {
            screen.passInterrupt();
            screen.note("interrupted");
            return ExitCode.INTERRUPTED;
        }
        if (!String.valueOf(e.getMessage()).isEmpty()) { // empty for UNREAD: the reader has gone
            screen.complain(describe(e));
        }
        if (verbose.getAsBoolean()) {
            e.printStackTrace(screen.err());
            screen.err().flush();
        }
        return exitCode(e);
    }

    /** Whether the exception is Restante's for a wait that Ctrl-C interrupted. */
    public static boolean isInterrupt(JMSRuntimeException e) {
        return "INTERRUPTED".equals(e.getErrorCode());
    }

    /** The exit code for an exception. */
    public static int exitCode(Throwable e) {
        if (e instanceof ShellException known) {
            return known.exitCode();
        }
        if (isOfCertificate(e)) {
            return ExitCode.NO_CONNECTION;
        }
        if (e instanceof JMSSecurityException || e instanceof JMSSecurityRuntimeException) {
            return ExitCode.NOT_ALLOWED;
        }
        if (isOfSelector(e) || e instanceof IllegalArgumentException) {
            return ExitCode.USAGE;
        }
        boolean asked = e instanceof AdminException;
        return switch (problem(e)) {
            case "SECURITY" -> ExitCode.NOT_ALLOWED;
            case "CLOSED" -> ExitCode.NO_CONNECTION;
            case "INVALID_SELECTOR" -> ExitCode.USAGE;
            case "INVALID_DESTINATION" -> asked ? ExitCode.NOTHING : ExitCode.FAILED;
            default -> ExitCode.FAILED;
        };
    }

    /** The name of Restante's {@link Problem}; empty for an exception without one. */
    private static String problem(Throwable e) {
        if (e instanceof AdminException asked) {
            return asked.problem().name();
        }
        String code = e instanceof JMSException checked
                ? checked.getErrorCode()
                : e instanceof JMSRuntimeException unchecked ? unchecked.getErrorCode() : null;
        return code == null ? "" : code;
    }

    /** Whether the server's certificate is not trusted: no user was refused, there is no connection. */
    private static boolean isOfCertificate(Throwable e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfSelector(Throwable e) {
        return e instanceof InvalidSelectorException || e instanceof InvalidSelectorRuntimeException;
    }

    @Override
    public int handleParseException(ParameterException e, String[] words) {
        CommandLine line = e.getCommandLine();
        boolean known = line.getParent() != null;
        if (e instanceof UnmatchedArgumentException unmatched) {
            String word = String.valueOf(unmatched.getUnmatched().get(0));
            screen.complain(unexpected(word, known));
            suggest(word, line, known);
        } else {
            screen.complain(UsageErrors.describe(e));
        }
        screen.complain("see: help" + (known ? " " + line.getCommandName() : ""));
        return ExitCode.USAGE;
    }

    /** Suggests commands or options near the word; none if none is near. */
    private void suggest(String word, CommandLine line, boolean inCommand) {
        Stream<String> known = word.startsWith("-")
                ? line.getCommandSpec().options().stream()
                        .filter(option -> !option.hidden())
                        .flatMap(option -> Stream.of(option.names()))
                : inCommand ? Stream.of() : commands.get().stream();
        List<String> near = NearestWord.near(word.replaceFirst("=.*", ""), known.toList());
        if (!near.isEmpty()) {
            String name = line.getCommandName();
            String before = word.startsWith("-") || name.isEmpty() ? "" : name + " ";
            screen.complain("Did you mean: "
                    + near.stream()
                            .limit(MAX_SUGGESTIONS)
                            .map(each -> before + each)
                            .collect(Collectors.joining(" or "))
                    + "?");
        }
    }

    private static String unexpected(String word, boolean inCommand) {
        String quoted = " '" + VisibleText.line(word) + "'";
        if (word.startsWith("-")) {
            return "unknown option" + quoted + "; if it is text, write -- before it";
        }
        return inCommand
                ? "unexpected argument" + quoted + "; put a text with spaces or quotes into single quotes"
                : "unknown command" + quoted;
    }

    /** The message of an exception, on one line. */
    public static String describe(Throwable e) {
        return VisibleText.line(text(e));
    }

    private static String text(Throwable e) {
        if (e instanceof UncheckedIOException && e.getCause() != null) {
            return text(e.getCause());
        }
        String message = String.valueOf(e.getMessage());
        if (isOfSelector(e) && !message.contains("selector")) {
            return "the provider refuses the selector: " + message;
        }
        if (e instanceof NoSuchFileException) {
            return "no such file: " + message;
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied: " + message;
        }
        if (e instanceof FileAlreadyExistsException) {
            return "exists already: " + message;
        }
        if (e instanceof NotDirectoryException) {
            return "not a directory: " + message;
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "the directory is not empty: " + message;
        }
        if (e instanceof InvalidPathException path) {
            return OptionTypes.invalid(path);
        }
        boolean isForUsers = e instanceof ShellException
                || e instanceof JMSException
                || e instanceof JMSRuntimeException
                || e instanceof AdminException
                || e instanceof IllegalArgumentException
                || e instanceof IOException;
        return isForUsers && e.getMessage() != null
                ? message
                : "unexpected error" + (e.getMessage() == null ? "" : ": " + message)
                        + "; run the command again with --verbose and report its output";
    }
}
