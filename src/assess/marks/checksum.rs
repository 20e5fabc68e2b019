//! Numbers that can be told by their check digits: cards, accounts, identity numbers.

use iban::Iban;

/// Whether digits pass the check of Luhn (ISO/IEC 7812-1, annex B).
pub(super) fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, &digit)| {
            let digit = u32::from(digit);
            if place.is_multiple_of(2) { digit } else { digit * 2 / 10 + digit * 2 % 10 }
        })
        .sum();
    digits.len() > 1 && sum.is_multiple_of(10)
}

/// First and last prefix of a card scheme, of as many digits, and the lengths of its numbers.
const SCHEMES: &[(u32, u32, &[usize])] = &[
    (4, 4, &[13, 16, 19]),       // Visa; most of mada
    (51, 55, &[16]),             // Mastercard
    (2221, 2720, &[16]),         // Mastercard
    (34, 34, &[15]),             // American Express
    (37, 37, &[15]),             // American Express
    (300, 305, &[14]),           // Diners Club
    (36, 36, &[14]),             // Diners Club
    (38, 39, &[14]),             // Diners Club
    (6011, 6011, &[16, 19]),     // Discover
    (644, 659, &[16, 19]),       // Discover
    (3528, 3589, &[16, 19]),     // JCB
    (62, 62, &[16, 17, 18, 19]), // UnionPay
    (5018, 5018, &[16, 18, 19]), // Maestro
    (5020, 5020, &[16, 18, 19]), // Maestro
    (5038, 5038, &[16, 18, 19]), // Maestro
    (5893, 5893, &[16, 18, 19]), // Maestro
    (6304, 6304, &[16, 18, 19]), // Maestro
    (6759, 6763, &[16, 18, 19]), // Maestro
    (588_845, 589_206, &[16]),   // mada
    (604_906, 605_141, &[16]),   // mada
    (636_120, 636_120, &[16]),   // mada
    (9682, 9682, &[16]),         // mada
    (507_803, 507_811, &[16]),   // Meeza
];

/// Whether digits are the number of a payment card: a scheme's prefix and length, and the check digit.
pub(super) fn is_card(digits: &[u8]) -> bool {
    let starts = |first: u32, last: u32| {
        let length = first.ilog10() as usize + 1;
        let head = digits.iter().take(length).fold(0, |number, &digit| number * 10 + u32::from(digit));
        (first..=last).contains(&head)
    };
    let scheme = SCHEMES.iter().any(|&(first, last, lengths)| lengths.contains(&digits.len()) && starts(first, last));
    let varied = digits.windows(2).any(|pair| pair[0] != pair[1]);
    scheme && varied && luhn(digits)
}

/// Whether letters and digits without spaces are an international bank account number (ISO 13616).
pub(super) fn is_iban(number: &str) -> bool {
    number.parse::<Iban>().is_ok()
}

/// Whose register an identity number belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Identity {
    /// Ten digits, 1 for citizens and 2 for residents, with a Luhn digit. Not rare by chance: only beside a word for it.
    Saudi,
    /// 784, the year of birth, seven digits and a Luhn digit.
    Emirati,
    /// The century, the date of birth and the governorate, fourteen digits. The rule of its last digit is not published.
    Egyptian,
    /// The century, the date of birth, twelve digits with a weighted check digit.
    Kuwaiti,
}

/// The register whose shape and check digit a number has.
pub(super) fn identity(digits: &[u8]) -> Option<Identity> {
    let number = |range: std::ops::Range<usize>| digits[range].iter().fold(0_u32, |number, &digit| number * 10 + u32::from(digit));
    let born = || matches!(digits[0], 2 | 3) && (1..=12).contains(&number(3..5)) && (1..=31).contains(&number(5..7));
    match digits.len() {
        10 if matches!(digits[0], 1 | 2) && luhn(digits) => Some(Identity::Saudi),
        15 if digits.starts_with(&[7, 8, 4]) && (1900..2100).contains(&number(3..7)) && luhn(digits) => Some(Identity::Emirati),
        14 if born() && matches!(number(7..9), 1..=35 | 88) => Some(Identity::Egyptian),
        12 if born() && kuwaiti(digits) => Some(Identity::Kuwaiti),
        _ => None,
    }
}

/// The check digit of a civil number of Kuwait: weights over eleven.
fn kuwaiti(digits: &[u8]) -> bool {
    const WEIGHTS: [u32; 11] = [2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(&digit, weight)| u32::from(digit) * weight).sum();
    let check = 11 - sum % 11;
    check < 10 && digits.last().is_some_and(|&last| u32::from(last) == check)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Vec<u8> {
        text.bytes().filter(u8::is_ascii_digit).map(|byte| byte - b'0').collect()
    }

    #[test]
    fn card_numbers() {
        for (number, expected) in [
            ("4111 1111 1111 1111", true),
            ("4222222222222", true),
            ("4917 6100 0000 0000 003", true),
            ("5555 5555 5555 4444", true),
            ("2223 0031 2200 3222", true),
            ("3782 822463 10005", true),
            ("3056 930902 5904", true),
            ("6011 1111 1111 1117", true),
            ("3530 1113 3330 0000", true),
            ("6200 0000 0000 0005", true),
            ("5888 4500 0000 0003", true),
            ("6049 0600 0000 0004", true),
            ("4111 1111 1111 1112", false), // check digit
            ("4111 1111 1111 111", false),  // length
            ("1111 1111 1111 1117", false), // no scheme
            ("4444 4444 4444 4444", false), // a pattern
            ("0000 0000 0000 0000", false),
            ("352099001761481", false), // a device's number passes Luhn too
            ("2720 9900 0000 0007", true),
            ("2721 0000 0000 0004", false),
        ] {
            assert_eq!(is_card(&digits(number)), expected, "{number}");
        }
    }

    #[test]
    fn account_numbers() {
        for (number, expected) in [
            ("SA0380000000608010167519", true),
            ("AE070331234567890123456", true),
            ("EG380019000500000000263180002", true),
            ("KW81CBKU0000000000001234560101", true),
            ("GB82WEST12345698765432", true),
            ("DE89370400440532013000", true),
            ("JO94CBJO0010000000000131000302", true),
            ("SA0380000000608010167518", false), // check digits
            ("SA038000000060801016751", false),  // length
            ("XX0380000000608010167519", false), // country
            ("GB82WEST1234569876543", false),
        ] {
            assert_eq!(is_iban(number), expected, "{number}");
        }
    }

    #[test]
    fn identity_numbers() {
        for (number, expected) in [
            ("1010101011", None),
            ("1000000008", Some(Identity::Saudi)),
            ("2000000006", Some(Identity::Saudi)),
            ("3000000004", None), // neither citizen nor resident
            ("784-1990-1234567-6", Some(Identity::Emirati)),
            ("784-1990-1234567-5", None),
            ("29001011234567", Some(Identity::Egyptian)),
            ("29013011234567", None), // a thirteenth month
            ("29001013634567", None), // no such governorate
            ("286010100018", None),
            ("290010112346", Some(Identity::Kuwaiti)),
            ("290010112345", None),
            ("123", None),
        ] {
            assert_eq!(identity(&digits(number)), expected, "{number}");
        }
    }
}
