package org.restante.tcp;

import org.restante.message.Decoder;

/** A request names more deliveries than one may. It is well formed otherwise, so it is refused and its connection goes on. */
public final class TooManyTagsException extends Decoder.MalformedException {

    private static final long serialVersionUID = 1L;

    TooManyTagsException(int count, int most) {
        super("the request names " + count + " deliveries; one names at most " + most + " in a list");
    }
}
