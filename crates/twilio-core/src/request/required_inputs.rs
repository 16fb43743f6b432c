//! Required inputs that are too many for the arguments of one method: each has a method of its own, in a fixed order.

/// Makes the type that collects the required inputs of a request. Its parameter counts those that it was given: each method takes the next input, and
/// the last one returns the request, so that a request without one of them does not compile.
#[doc(hidden)]
#[macro_export]
macro_rules! required_inputs {
    ($(#[$about:meta])* pub struct $name:ident { $($inputs:tt)* } = $request:ident) => {
        $(#[$about])*
        #[derive(Clone, Debug)]
        #[must_use = "the request still lacks required inputs"]
        pub struct $name<const GIVEN: usize = 0>(pub(crate) $crate::generated::Request);

        $crate::__required_input!($name, $request, { 0 }, $($inputs)*);
    };
}

/// The method of the next input, and those of the inputs after it.
#[doc(hidden)]
#[macro_export]
macro_rules! __required_input {
    (
        $name:ident, $request:ident, { $($given:tt)* },
        $(#[$about:meta])* pub $input:ident: $type:ty = $place:ident $($wire:literal)?,
    ) => {
        impl $name<{ $($given)* }> {
            $(#[$about])*
            #[inline]
            pub fn $input(self, value: impl $crate::IntoInput<$type>) -> $request {
                $request(self.0.$place($($wire,)? value.into_input()))
            }
        }
    };
    (
        $name:ident, $request:ident, { $($given:tt)* },
        $(#[$about:meta])* pub $input:ident: $type:ty = $place:ident $($wire:literal)?,
        $($rest:tt)+
    ) => {
        impl $name<{ $($given)* }> {
            $(#[$about])*
            #[inline]
            pub fn $input(self, value: impl $crate::IntoInput<$type>) -> $name<{ $($given)* + 1 }> {
                $name(self.0.$place($($wire,)? value.into_input()))
            }
        }

        $crate::__required_input!($name, $request, { $($given)* + 1 }, $($rest)+);
    };
}
