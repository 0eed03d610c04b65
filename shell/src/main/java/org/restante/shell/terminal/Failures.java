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

    /** The end of the broker's refusal of a client without a user. */
    private static final String NO_LOGIN = "give a user and a password";

    private final Screen screen;
    private final BooleanSupplier verbose;
    private Supplier<List<String>> commands = List::of;
    private List<String> topics = List.of();
    private List<String> outside = List.of();

    public Failures(Screen screen, BooleanSupplier verbose) {
        this.screen = screen;
        this.verbose = verbose;
    }

    /** Sets the source of the names of all commands, to suggest one for a mistyped name. */
    public void setCommands(Supplier<List<String>> names) {
        commands = names;
    }

    /** Sets the topics of the help, to suggest one for a mistyped name. */
    public void setTopics(List<String> names) {
        topics = names;
    }

    /** Sets the commands that only the arguments of the process have. */
    public void setOutside(List<String> names) {
        outside = names;
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
        if (isOfThread(e)) {
            screen.passInterrupt();
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

    /** Whether Ctrl-C interrupted the thread, and the terminal shows ^C on the current line; the prompt's editor has its own. */
    private static boolean isOfThread(Throwable e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof InterruptedException) {
                return exitCode(e) == ExitCode.INTERRUPTED;
            }
        }
        return false;
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
            if (!known && outside.contains(word)) {
                screen.complain("'" + word + "' runs outside of the prompt: restante " + word);
                return ExitCode.USAGE;
            }
            screen.complain(unexpected(word, known));
            if (suggest(word, line, known)) {
                return ExitCode.USAGE;
            }
        } else {
            screen.complain(UsageErrors.describe(e));
        }
        screen.complain("see: help" + (known ? " " + line.getCommandName() : ""));
        return ExitCode.USAGE;
    }

    /**
     * Suggests commands, topics or options near the word, or what another word means here; none if none is near.
     *
     * @return whether it named the command to see, so that nothing is to be added
     */
    private boolean suggest(String word, CommandLine line, boolean inCommand) {
        boolean isOption = word.startsWith("-");
        List<String> known = isOption
                ? line.getCommandSpec().options().stream()
                        .filter(option -> !option.hidden())
                        .flatMap(option -> Stream.of(option.names()))
                        .toList()
                : inCommand
                        ? List.of()
                        : Stream.concat(commands.get().stream(), topics.stream())
                                .toList();
        String typed = word.replaceFirst("=.*", "");
        String meant = OtherWords.meaning(typed, known);
        if (meant != null && !isOption) {
            screen.complain("see: help " + meant);
            return true;
        }
        List<String> near = meant == null ? NearestWord.near(typed, known) : List.of(meant);
        if (!near.isEmpty()) {
            String name = line.getCommandName();
            String before = isOption || name.isEmpty() ? "" : name + " ";
            screen.complain("Did you mean: "
                    + near.stream()
                            .limit(MAX_SUGGESTIONS)
                            .map(each -> before + (topics.contains(each) ? "help " : "") + each)
                            .collect(Collectors.joining(" or "))
                    + "?");
        }
        return false;
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
        if (message.endsWith(NO_LOGIN)) {
            return message + ": --user NAME and --password-file FILE, or a context that has them; see: help context";
        }
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
