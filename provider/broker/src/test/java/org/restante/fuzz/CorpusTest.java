package org.restante.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Takes each input that fuzzing has kept, without the fuzzer. */
final class CorpusTest {

    @ParameterizedTest
    @EnumSource
    void takesEachKeptInput(FuzzTarget target) throws IOException {
        List<byte[]> inputs = Corpus.of(target);
        assertTrue(inputs.size() > target.seeds().size(), "no input is kept for " + target);
        for (byte[] input : inputs) {
            try {
                target.take(input);
            } catch (RuntimeException | Error e) {
                fail(target + " fails on " + Base64.getEncoder().encodeToString(input), e);
            }
        }
    }
}
