package org.restante.users;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.restante.link.NearestWord;

/** An action that may be allowed at a destination. ADMINISTER includes BROWSE. */
enum Action {
    SEND,
    RECEIVE,
    BROWSE,
    ADMINISTER;

    private static final String ALL = "all";

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if a word is not an action; the message names the nearest */
    static Set<Action> read(String words) {
        Set<Action> actions = EnumSet.noneOf(Action.class);
        for (String word : words.split(",", -1)) {
            actions.addAll(word.equals(ALL) ? EnumSet.allOf(Action.class) : EnumSet.of(of(word)));
        }
        if (actions.contains(ADMINISTER)) {
            actions.add(BROWSE);
        }
        return actions;
    }

    private static Action of(String word) {
        for (Action action : values()) {
            if (action.word().equals(word)) {
                return action;
            }
        }
        throw new IllegalArgumentException("has '" + word + "' where an action is due; "
                + NearestWord.to(word, List.of("send", "receive", "browse", "administer", ALL)));
    }
}
