package org.restante.conformance.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code --only} chooses from the suite. */
class TestChoiceTest {

    private static final SuiteMethods SUITE = SuiteMethods.read();

    @Test
    void withoutANameItIsTheWholeSuite() {
        assertEquals(SUITE.all(), TestChoice.of(SUITE, List.of()));
        assertTrue(SUITE.all().size() > 700, "tests are missing: " + SUITE.all().size());
    }

    @Test
    void nameOfAChapterAClassOrATestChoosesIt() {
        assertEquals(Set.of("sending"), chapters("sending"));
        assertEquals(
                Set.of("QueueTest"),
                choose("QueueTest").stream()
                        .map(test -> test.type().getSimpleName())
                        .collect(Collectors.toSet()));
        String name = choose("QueueTest").get(0).name();
        assertEquals(List.of(name), choose(name).stream().map(SuiteMethod::name).toList());
    }

    @Test
    void sectionChoosesThoseBelowItButNotThoseWhoseNumberBeginsAlike() {
        Set<String> sections = choose("7.3").stream()
                .map(test -> String.join(" ", test.sections()))
                .collect(Collectors.toSet());
        assertTrue(
                sections.stream().allMatch(list -> (" " + list + " ").matches(".* 7\\.3[. ].*")), sections.toString());
        assertNotEquals(choose("7.3").size(), choose("7.3.4").size());
    }

    @Test
    void severalNamesChooseEachTestOnce() {
        assertEquals(
                choose("QueueTest"),
                choose("QueueTest", choose("QueueTest").get(0).name()));
    }

    @Test
    void namesOfTestsAreUniqueAndEachChapterHasATitle() {
        assertEquals(SUITE.all().size(), SUITE.names().size(), "two tests have one name");
        assertEquals(
                List.of(),
                SUITE.all().stream()
                        .map(SuiteMethod::chapter)
                        .distinct()
                        .filter(chapter -> Chapters.title(chapter).equals(chapter))
                        .toList(),
                "packages without a title in Chapters");
    }

    private static Set<String> chapters(String name) {
        return choose(name).stream().map(SuiteMethod::chapter).collect(Collectors.toSet());
    }

    private static List<SuiteMethod> choose(String... names) {
        return TestChoice.of(SUITE, List.of(names));
    }
}
