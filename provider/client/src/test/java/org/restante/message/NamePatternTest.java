package org.restante.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamePatternTest {

    @ParameterizedTest
    @CsvSource({
        "news, news",
        "news.*, news.de",
        "news.*.sport, news.de.sport",
        "news.>, news.de",
        "news.>, news.de.sport",
        ">, news",
        "*.*, a.b",
        "*.>, a.b.c",
        "a.*.>, a.b.c.d",
        "a*, a*",
        "news.*, news."
    })
    void matchesWhatItsLevelsStandFor(String pattern, String name) {
        assertTrue(NamePattern.of(pattern).matches(name));
    }

    @ParameterizedTest
    @CsvSource({
        "news, new",
        "news.*, news",
        "news.*, news.de.sport",
        "news.>, news",
        "news.>, newsroom.de",
        "*.sport, sport",
        "a*, ab",
        "a.>.c, a.b.c",
        "News, news"
    })
    void doesNotMatchAnythingElse(String pattern, String name) {
        assertFalse(NamePattern.of(pattern).matches(name));
    }

    @ParameterizedTest
    @CsvSource({"news, false", "news.*, true", "news.>, true", "a*, false", "a.>.b, false", ">, true", "a>, false"})
    void hasAWildcardOnlyWhereALevelIsOne(String pattern, boolean wildcard) {
        assertEquals(wildcard, NamePattern.of(pattern).hasWildcard());
    }
}
