package org.restante.shell.terminal;

import jakarta.jms.InvalidSelectorException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.function.BooleanSupplier;
import org.restante.admin.AdminException;
import org.restante.link.Problem;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where what went wrong becomes a line for the user, and an exit code. */
public final class Failures implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {

    private final Screen screen;
    private final BooleanSupplier verbose;

    public Failures(Screen screen, BooleanSupplier verbose) {
        this.screen = screen;
        this.verbose = verbose;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult result) {
        return report(e);
    }

    public int report(Exception e) {
        if (e instanceof JMSRuntimeException interrupted && isInterrupt(interrupted)) {
            screen.passInterrupt();
            screen.note("interrupted");
            return ExitCode.INTERRUPTED;
        }
        if (!String.valueOf(e.getMessage()).isEmpty()) { // there is nobody to tell that nobody reads
            screen.complain(describe(e));
        }
        if (verbose.getAsBoolean()) {
            e.printStackTrace(screen.err());
            screen.err().flush();
        }
        return exitCode(e);
    }

    /** Whether a wait was ended by Ctrl-C, as Restante tells it. */
    public static boolean isInterrupt(JMSRuntimeException e) {
        return "INTERRUPTED".equals(e.getErrorCode());
    }

    /** What a process that ends by this ends with. */
    public static int exitCode(Throwable e) {
        if (e instanceof ShellException known) {
            return known.exitCode();
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

    /** The name of Restante's {@link Problem}; empty where there is none. */
    private static String problem(Throwable e) {
        if (e instanceof AdminException asked) {
            return asked.problem().name();
        }
        String code = e instanceof JMSException checked
                ? checked.getErrorCode()
                : e instanceof JMSRuntimeException unchecked ? unchecked.getErrorCode() : null;
        return code == null ? "" : code;
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
            screen.complain("'" + VisibleText.line(word) + "' is " + unexpected(word, known));
            suggest(unmatched);
        } else {
            screen.complain(VisibleText.line(String.valueOf(e.getMessage())));
        }
        screen.complain("see: help" + (known ? " " + line.getCommandName() : ""));
        return ExitCode.USAGE;
    }

    private void suggest(UnmatchedArgumentException e) {
        StringWriter text = new StringWriter();
        UnmatchedArgumentException.printSuggestions(e, new PrintWriter(text, true));
        text.toString().lines().forEach(screen::complain);
    }

    private static String unexpected(String word, boolean inCommand) {
        if (word.startsWith("-")) {
            return "no option here; if it is a text, write -- before it";
        }
        return inCommand ? "a word too many; a text with spaces or quotes goes into single quotes" : "no command";
    }

    /** What went wrong, on one line. */
    public static String describe(Throwable e) {
        return VisibleText.line(text(e));
    }

    private static String text(Throwable e) {
        String message = String.valueOf(e.getMessage());
        if (isOfSelector(e) && !message.contains("selector")) {
            return "the provider refuses the selector: " + message;
        }
        if (e instanceof NoSuchFileException) {
            return "there is no file " + message;
        }
        if (e instanceof AccessDeniedException) {
            return "no permission for " + message;
        }
        if (e instanceof InvalidPathException) {
            return "no path: " + message + "; if it has letters beyond ASCII, set LC_ALL=C.UTF-8";
        }
        boolean speaks = e instanceof ShellException
                || e instanceof JMSException
                || e instanceof JMSRuntimeException
                || e instanceof AdminException
                || e instanceof IllegalArgumentException
                || e instanceof IOException;
        return speaks && e.getMessage() != null
                ? message
                : "unexpected: " + e + "; run the command again with --verbose, and report what it shows";
    }
}
