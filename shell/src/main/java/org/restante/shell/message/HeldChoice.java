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

/** Finds held messages by the user's words: numbers, ranges and identifiers. */
final class HeldChoice {

    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

    private HeldChoice() {}

    /**
     * The held messages, at least one.
     *
     * @throws ShellException if no message is held
     */
    static HeldMessages heldMessages(ShellSession session) {
        HeldMessages heldMessages = session.heldMessages();
        if (heldMessages == null) {
            throw ShellException.failed(
                    "only the prompt and scripts hold messages; use poll --ack, or give the identifier of a message");
        }
        if (heldMessages.size() == 0 && session.transaction() != null) {
            throw ShellException.failed(
                    "a transaction is open: commit removes the messages polled in it, rollback puts them back");
        }
        if (heldMessages.size() == 0) {
            throw ShellException.failed("no message is held; poll first");
        }
        return heldMessages;
    }

    /** The word for the user; behind a range the number of messages in it. */
    static String shown(String word, List<Integer> numbers) {
        return VisibleText.line(word)
                + (word.matches("\\d+-\\d+") ? ": " + Screen.count(numbers.size(), "message") : "");
    }

    /**
     * The numbers that a word matches: a number, the held numbers in a range, or the number of an identifier.
     *
     * @return empty for an identifier that is not held
     * @throws ShellException if no message with the number, or in the range, is held
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
            throw ShellException.failed("no message " + word + " is held; held lists the numbers");
        }
        return numbers;
    }
}
