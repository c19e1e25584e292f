package dev.gradus.security;

import dev.gradus.internal.Require;
import java.time.Duration;
import java.util.Optional;

/** The result of opening a sealed payload. A refusal is a value, not an exception: hostile bytes are no surprise. */
public sealed interface Opened {

    /**
     * What became of the payload.
     *
     * @return the outcome
     */
    Outcome outcome();

    /** A payload that may be delivered. Immutable but for the array, which is handed over. */
    final class Accepted implements Opened {

        private final byte[] plaintext;
        private final Provenance provenance;
        private final Attributes attributes;
        private final Claim claim;

        /**
         * A payload of a scheme that seals nothing beside it and knows no replays.
         *
         * @param plaintext 0 or more bytes; the array is handed over
         * @param provenance who sealed it, and the outcome
         */
        public Accepted(byte[] plaintext, Provenance provenance) {
            this(plaintext, provenance, Attributes.live(), Claim.none());
        }

        /**
         * A payload that may be delivered.
         *
         * @param plaintext 0 or more bytes; the array is handed over
         * @param provenance who sealed it, and the outcome
         * @param attributes what was sealed beside it
         * @param claim to be settled once it is handled
         */
        public Accepted(byte[] plaintext, Provenance provenance, Attributes attributes, Claim claim) {
            this.plaintext = plaintext;
            this.provenance = provenance;
            this.attributes = attributes;
            this.claim = claim;
        }

        @Override
        public Outcome outcome() {
            return provenance.outcome();
        }

        /**
         * What was sealed.
         *
         * @return the array itself, 0 or more bytes
         */
        public byte[] plaintext() {
            return plaintext;
        }

        /**
         * Who sealed it.
         *
         * @return the origin
         */
        public Provenance provenance() {
            return provenance;
        }

        /**
         * What was sealed beside the payload.
         *
         * @return the attributes
         */
        public Attributes attributes() {
            return attributes;
        }

        /**
         * The hold on the payload, to be settled once it is handled or given back.
         *
         * @return the claim
         */
        public Claim claim() {
            return claim;
        }

        /** Origin and size; the plaintext is not shown. */
        @Override
        public String toString() {
            return "Accepted[" + provenance + ", " + plaintext.length + " bytes]";
        }
    }

    /**
     * A payload that must not reach the application.
     *
     * @param outcome one that is not deliverable; any other is refused
     * @param detail what was expected and what was found, for a log; not authenticated, holds no secret
     * @param retryAfter when opening the same bytes again may end otherwise: after keys were read again, or when
     *     another receiver of the group has had its time; empty if never
     */
    record Rejected(Outcome outcome, String detail, Optional<Duration> retryAfter) implements Opened {

        /**
         * A payload that would be refused again.
         *
         * @param outcome as in the record
         * @param detail as in the record
         * @throws IllegalArgumentException if a component is out of its range
         */
        public Rejected(Outcome outcome, String detail) {
            this(outcome, detail, Optional.empty());
        }

        /**
         * Checks the components, as the record says.
         *
         * @param outcome as in the record
         * @param detail as in the record
         * @param retryAfter as in the record
         * @throws IllegalArgumentException if a component is out of its range
         */
        public Rejected {
            Outcome given = outcome;
            Require.argument(
                    !given.deliverable(), () -> "a rejected payload has no deliverable outcome, found " + given);
        }
    }
}
