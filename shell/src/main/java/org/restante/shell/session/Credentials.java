package org.restante.shell.session;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.restante.link.NotUtf8Exception;
import org.restante.link.Utf8;
import org.restante.shell.terminal.Bystander;
import org.restante.shell.terminal.Environment;
import org.restante.shell.terminal.Failures;
import org.restante.shell.terminal.InputFile;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.StreamLines;

/**
 * User and password of a connection. A password is never an argument, which every process of the machine could read: the shell asks
 * for it, or reads it from a file.
 *
 * @param user null for an anonymous connection
 * @param password null if the user is
 */
public record Credentials(@Nullable String user, @Nullable String password) {

    public static final Credentials NOBODY = new Credentials(null, null);

    /** @param prompter asks for the password, unless a file has it */
    static Credentials of(
            @Nullable String user,
            @Nullable String passwordFile,
            Environment environment,
            UnaryOperator<@Nullable String> prompter) {
        if (user == null) {
            if (passwordFile != null) {
                throw ShellException.usage("--password-file needs --user");
            }
            return NOBODY;
        }
        return new Credentials(user, password("password of " + user, passwordFile, environment, prompter));
    }

    /** The password from its file, from standard input, or typed at the terminal. */
    public static String password(String what, @Nullable String passwordFile, Environment environment) {
        return password(what, passwordFile, environment, Bystander::typed);
    }

    private static String password(
            String what,
            @Nullable String passwordFile,
            Environment environment,
            UnaryOperator<@Nullable String> prompter) {
        if (passwordFile != null) {
            return read(passwordFile, environment);
        }
        if (!environment.terminal()) {
            throw ShellException.usage(
                    "no terminal to ask for the " + what + "; give --password-file FILE, or - for standard input");
        }
        String typed = prompter.apply(what + ": ");
        if (typed == null || typed.isEmpty()) {
            throw ShellException.failed("no password was entered");
        }
        return typed;
    }

    private static String read(String file, Environment environment) {
        String name = file.equals("-") ? "standard input" : file;
        try (InputStream opened = file.equals("-") ? InputStream.nullInputStream() : InputFile.open(file)) {
            InputStream in = file.equals("-") ? environment.in() : opened;
            byte[] line = new StreamLines(in, StreamLines.mostBytes()).next();
            if (line == null || line.length == 0) {
                throw ShellException.failed("no password in " + name + "; write it on the first line");
            }
            return Utf8.decode(line);
        } catch (NotUtf8Exception e) {
            throw ShellException.failed(Failures.describe(e.in(name, 0)), e);
        } catch (IOException e) {
            throw ShellException.failed(Failures.describe(e), e);
        }
    }
}
