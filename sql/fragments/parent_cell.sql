-- The cell of resolution `resolution` around `cell`, which is of resolution 10: h3ToParent as two operations on
-- bits. Four bits from the 52nd say the resolution; all three bits of each finer digit are set.
bitOr(
            bitAnd(cell, 18379190079298994175),
            toUInt64(bitOr(
                bitShiftLeft(toUInt64(resolution), 52),
                bitShiftLeft(toUInt64(1), 45 - 3 * resolution) - 32768
            ))
        )
