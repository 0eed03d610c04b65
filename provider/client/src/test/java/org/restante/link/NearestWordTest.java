package org.restante.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NearestWordTest {
    private static final List<String> WORDS =
            List.of("publish", "poll", "purge", "browse", "ack", "queues", "subscribe", "subscriptions", "top");

    @ParameterizedTest
    @CsvSource({
        "publsh, publish",
        "pubilsh, publish",
        "Publish, publish",
        "pol, poll",
        "brows, browse",
        "quue, queues",
        "queue, queues",
        "akc, ack",
        "stop, top"
    })
    void suggestsWhatIsNear(String typed, String meant) {
        assertEquals(meant, NearestWord.near(typed, WORDS).get(0));
        assertEquals("did you mean '" + meant + "'?", NearestWord.to(typed, WORDS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"frobnicate", "ls", "send", "x", "", "subtract", "delete"})
    void suggestsNothingThatIsFarAway(String typed) {
        assertEquals(List.of(), NearestWord.near(typed, WORDS));
    }

    @Test
    void listsAllWhereNoneIsNear() {
        assertEquals("valid: a-word, other", NearestWord.to("frobnicate", List.of("other", "a-word")));
        assertEquals("it takes none", NearestWord.to("frobnicate", List.of()));
    }

    @Test
    void suggestsEachWordThatBeginsSo() {
        assertEquals(List.of("subscribe", "subscriptions"), NearestWord.near("subscri", WORDS));
    }
}
