package org.restante.shell.message;

import jakarta.jms.JMSException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.restante.shell.session.HeldMessages;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;

/** Which of the held messages a word means. */
final class HeldChoice {

    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

    private HeldChoice() {}

    /**
     * What is held, if anything is.
     *
     * @throws ShellException if nothing is
     */
    static HeldMessages heldMessages(ShellSession session) {
        HeldMessages heldMessages = session.heldMessages();
        if (heldMessages == null) {
            throw ShellException.failed(
                    "a command on its own holds nothing; use poll --ack, or name a message's identifier");
        }
        if (heldMessages.size() == 0 && session.transaction() != null) {
            throw ShellException.failed(
                    "a transaction is open: what was polled in it is taken by commit, and given back by rollback");
        }
        if (heldMessages.size() == 0) {
            throw ShellException.failed("nothing is held; poll first");
        }
        return heldMessages;
    }

    /** A word, and how many it meant where it is a range. */
    static String shown(String word, List<Integer> numbers) {
        return VisibleText.line(word)
                + (word.matches("\\d+-\\d+") ? ": " + Screen.count(numbers.size(), "message") : "");
    }

    /**
     * The numbers that a word means: one, a range of which some are held, or that of an identifier.
     *
     * @return empty for an identifier that is not held
     * @throws ShellException if a number is not held
     */
    static List<Integer> numbers(@Nullable HeldMessages heldMessages, String word) throws JMSException {
        Matcher matcher = RANGE.matcher(word);
        if (!matcher.matches()) {
            int number = heldMessages == null ? 0 : heldMessages.find(word);
            return number == 0 ? List.of() : List.of(number);
        }
        int from = Integer.parseInt(matcher.group(1));
        int to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
        List<Integer> numbers = heldMessages == null
                ? List.of()
                : heldMessages.numbers().stream()
                        .filter(each -> each >= from && each <= to)
                        .toList();
        if (numbers.isEmpty()) {
            throw ShellException.failed("no message " + word + " is held; poll shows the numbers");
        }
        return numbers;
    }
}
